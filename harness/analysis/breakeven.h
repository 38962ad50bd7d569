/* How many calls it takes until a mode that attaches more slowly, but costs less per call, beats
 * another. */
#ifndef TRACETAX_BREAKEVEN_H
#define TRACETAX_BREAKEVEN_H

#include "dataset.h"
#include "estimators.h"

/* What a mode costs against another one of its cell; medians over the blocks that both share. */
struct breakeven {
	struct estimate attach_ns; /* how much longer it takes to attach; NaN: not known */
	struct estimate saved_ns; /* how much less it adds to each call */
	struct estimate calls; /* the first divided by the second, never below 0 */
};

/* Compares two modes within blocks, where the first run of each counts. In a block in which the
 * mode saves nothing, no number of calls is enough; an end of the interval among such blocks is
 * NaN, and so is the value. All is NaN if the modes share no block, or one lacks the time to
 * attach. Returns 0 or -ENOMEM. */
int breakeven_of(const struct dataset *dataset, const struct group *mode, const struct group *other,
	struct breakeven *breakeven);

/* Tells by the intervals when the mode pays: "at once" (from the first call on), "later"
 * (from `calls` on), "inconclusive" (it may save nothing); "" if there are no intervals. */
const char *breakeven_verdict(const struct breakeven *breakeven);

#endif
