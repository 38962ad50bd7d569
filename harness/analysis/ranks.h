/* Tells the blocks of two campaigns apart by their ranks: a pure function, no I/O, no state. */
#ifndef TRACETAX_RANKS_H
#define TRACETAX_RANKS_H

#include "estimators.h"

/* Fills in the two-sided probability that the differences of a and b lie so far apart if there is
 * no difference between the two. All differences are ranked together, and each gets the normal
 * score of its rank (van der Waerden; Conover 1999, section 5.10). A block has one vote, the mean
 * score of its differences. The votes are compared by Welch's t (compare_boots), which does not
 * need the same spread on both sides; normal scores make its tail right where many rows ask for a
 * small probability. It assumes nothing about the shape of the noise. Neighbouring blocks that
 * correlate are joined into one vote (estimate_cluster). NaN if a side has fewer than six votes.
 * Returns 0 or -ENOMEM. */
int ranks_differ(const struct sample *a, const struct sample *b, double *p);

#endif
