/* Makes the rows of one comparison, in two steps: the width of intervals depends on their
 * number. */
#ifndef TRACETAX_COMPARISONS_ROWS_H
#define TRACETAX_COMPARISONS_ROWS_H

#include "comparisons.h"

/* Fills the rows that both sides have, without intervals, and adds to the number of intervals.
 * Returns 0 or -ENOMEM. */
int comparison_begin(struct comparison *comparison, size_t *intervals);
/* Fills intervals, verdicts and p values. Returns 0 or -ENOMEM. */
int comparison_finish(
	const struct comparisons *all, struct comparison *comparison, double confidence);

#endif
