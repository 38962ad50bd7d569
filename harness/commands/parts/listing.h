/* The contract of a list: what `tracetax list NAME` prints, in one file of lists/. */
#ifndef TRACETAX_LISTING_H
#define TRACETAX_LISTING_H

#include "base/complaint.h"
#include "report/grid/sheet.h"

struct listing {
	const char *name;
	void (*print)(struct sheet *sheet);
	/* Tries each on this machine, and prints how that came out. Returns how many failed that
	 * should have worked, or a negative errno with the complaint. NULL: there is nothing to
	 * try. */
	int (*try)(struct sheet *sheet, int interrupt, struct complaint *complaint);
};

/* All lists, sorted by name, NULL-ended; made by the Makefile from the files that exist. */
extern const struct listing *const listings[];

/* Returns what a mode or a workload is to do with memory: "read", "write", both, or NULL. */
const char *listing_access(unsigned access);

#endif
