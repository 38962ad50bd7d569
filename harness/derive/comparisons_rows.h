/* Makes the rows of one comparison. */
#ifndef TRACETAX_COMPARISONS_ROWS_H
#define TRACETAX_COMPARISONS_ROWS_H

#include "comparisons.h"

/* Fills the rows that both sides have, with intervals, verdicts and p values. Returns 0 or
 * -ENOMEM. */
int comparison_fill(const struct comparisons *all, struct comparison *comparison);

#endif
