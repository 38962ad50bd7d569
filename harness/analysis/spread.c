#include <errno.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "spread.h"
#include "summary.h"

long spread_slowdowns(
	const struct dataset *dataset, const struct group *group, double deciles[DECILES])
{
	struct sample sample;
	if (summary_differences(dataset, group, &sample) < 0)
		return -ENOMEM;
	double *runs = (double *)sample.x;
	for (size_t i = 0; i < sample.blocks; i++) /* in place: none is read again */
		runs[i] = gsl_stats_mean(sample.x + i * sample.per, 1, sample.per);
	gsl_sort(runs, 1, sample.blocks);
	for (size_t i = 0; i < DECILES; i++)
		deciles[i] = sample.blocks ? exp(gsl_stats_quantile_from_sorted_data(runs, 1,
						     sample.blocks, (double)i / (DECILES - 1)))
					   : (double)NAN;
	free(runs);
	return (long)sample.blocks;
}

static double wall(const struct observation *run)
{
	return run->wall;
}

static double tracee(const struct observation *run)
{
	return (double)run->cpu[TRACEE_CPU];
}

static double tracer(const struct observation *run)
{
	return (double)run->cpu[TRACER_CPU];
}

static double neither(const struct observation *run)
{
	return wall(run) - tracee(run) - tracer(run);
}

/* Returns the median of a figure; NaN if a run lacks it. `room` has a place for each run. */
static double median(
	const struct group *group, double (*of)(const struct observation *), double *room)
{
	double sum = 0;
	for (size_t i = 0; i < group->n; i++)
		sum += room[i] = of(&group->all[i]);
	if (isnan(sum) || !group->n)
		return (double)NAN;
	gsl_sort(room, 1, group->n);
	return gsl_stats_median_from_sorted_data(room, 1, group->n);
}

int spread_parts(const struct group *group, struct time_parts *parts)
{
	double *room = malloc((group->n + 1) * sizeof *room);
	if (!room)
		return -ENOMEM;
	parts->wall = median(group, wall, room);
	parts->tracee = median(group, tracee, room);
	parts->tracer = median(group, tracer, room);
	parts->neither = median(group, neither, room);
	free(room);
	return 0;
}
