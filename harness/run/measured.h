/* A workload under one mode, measured. */
#ifndef TRACETAX_MEASURED_H
#define TRACETAX_MEASURED_H

#include "run.h"

/* Runs it in processes of its own and leaves none of them behind. `interrupt` is a descriptor that
 * becomes readable when the user wants to stop. 0, or -errno where no run could be started at all.
 */
int run_measure(const struct order *order, int interrupt, struct result *result);

#endif
