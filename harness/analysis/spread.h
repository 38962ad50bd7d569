/* How far the single runs of a mode lie apart, and what each spends its time on. */
#ifndef TRACETAX_SPREAD_H
#define TRACETAX_SPREAD_H

#include "dataset.h"

/* The least, the nine deciles, the greatest. */
enum { DECILES = 11 };

/* Finds the deciles of a mode's slowdowns, one for each run: against the two nearest runs of the
 * baseline in its block, their geometric mean. Deciles are interpolated (type 7 of Hyndman and Fan
 * 1996). NaN if there is no run to compare with. Returns the number of runs, or -ENOMEM. */
long spread_slowdowns(
	const struct dataset *dataset, const struct group *group, double deciles[DECILES]);

/* Medians over the runs, in ns per op; NaN if a run lacks a CPU time. */
struct time_parts {
	double wall;
	double tracee, tracer; /* the CPU time of each side */
	double neither; /* wall less both: below 0 where both run at once */
};

/* Returns 0 or -ENOMEM. */
int spread_parts(const struct group *group, struct time_parts *parts);

#endif
