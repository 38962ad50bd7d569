/* Tries modes outside a campaign: which work on this machine, for this user? */
#ifndef TRACETAX_TRIALS_H
#define TRACETAX_TRIALS_H

#include "base/complaint.h"
#include "run/run.h"

/* Runs each mode on a few calls, a family by its smallest member above 0, and calls `tell` with the
 * result. `interrupt` is a descriptor that becomes readable when the user wants to stop; then the
 * rest is not tried. Returns 0, or -errno with the complaint. */
int trials_run(int interrupt,
	void (*tell)(const struct mode *mode, const struct result *result, void *context),
	void *context, struct complaint *complaint);

#endif
