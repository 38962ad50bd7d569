/* The figures that a reader takes home. */
#ifndef TRACETAX_HEADLINES_H
#define TRACETAX_HEADLINES_H

#include <stdbool.h>

#include "report.h"

enum { HEADLINES_MAX = 5 };

struct headline {
	struct text figure; /* "90.9x" */
	struct text interval; /* "88.4 to 94.4"; "": there is none */
	struct text label; /* what it is of */
	/* whose runs are behind it: the baseline's, and the mode's */
	struct key runs[2];
	bool program; /* the runs are of the whole program, by user time */
};

/* Fills in those that the campaign has. Returns how many. */
size_t headlines_find(const struct report *report, struct headline headlines[HEADLINES_MAX]);

/* Return the cheapest mode for a getpid that reads and refuses each call: from another process, or
 * from within; NULL if none was measured. */
const struct summary_row *headline_cheapest(
	const struct report *report, bool (*is_of_kind)(const struct mode_row *));
bool headline_is_outside(const struct mode_row *mode);
bool headline_is_inside(const struct mode_row *mode);

#endif
