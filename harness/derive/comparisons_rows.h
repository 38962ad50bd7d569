/* The rows of one comparison, in two steps, since how wide intervals must be hangs on their number.
 */
#ifndef TRACETAX_COMPARISONS_ROWS_H
#define TRACETAX_COMPARISONS_ROWS_H

#include "comparisons.h"

/* Fills in the rows that both sides have, without intervals, and counts those that are due. 0 or
 * -ENOMEM. */
int comparison_begin(struct comparison *comparison, size_t *intervals);
/* Intervals, verdicts and p values. 0 or -ENOMEM. */
int comparison_finish(
	const struct comparisons *all, struct comparison *comparison, double confidence);

#endif
