/* What a command does in one execution, from the campaign in which it was counted. */
#ifndef TRACETAX_DEMAND_H
#define TRACETAX_DEMAND_H

#include "analysis/dataset.h"
#include "analysis/prediction.h"
#include "load.h"

/* Finds what the command of a baseline does, by the counts of the modes in its cell. Its time is
 * the median of the executions that nothing watched; up to five have no interval but their range.
 * NaN: not counted. Returns 0 or -ENOMEM. */
int demand_of(const struct loaded *campaign, const struct group *baseline, struct demand *demand);

/* Returns how far the two counts of a command's calls are apart, relative to their mean; 0 if they
 * were not counted. */
double demand_variation(const struct loaded *campaign, const char *workload);

#endif
