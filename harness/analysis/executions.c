#include <errno.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "executions.h"

static const double SECOND_NS = 1e9;

/* Returns the mean of a CPU time over the runs, in seconds. */
static double cpu_mean(const struct group *group, enum cpu_figure f)
{
	double sum = 0;
	for (size_t i = 0; i < group->n; i++)
		sum += (double)group->all[i].cpu[f];
	return sum / (double)group->n / SECOND_NS;
}

static void put_cpu(const struct group *group, struct executions *executions)
{
	executions->user = cpu_mean(group, TRACEE_USER);
	executions->system = cpu_mean(group, TRACEE_CPU) - executions->user;
	executions->tracer_user = cpu_mean(group, TRACER_USER);
	executions->tracer_system = cpu_mean(group, TRACER_CPU) - executions->tracer_user;
}

/* Fills what depends on the times alone; `sorted` has room for them. */
static void put_times(struct executions *executions, double *sorted)
{
	size_t n = executions->n;
	memcpy(sorted, executions->times, n * sizeof *sorted);
	gsl_sort(sorted, 1, n);
	executions->mean = gsl_stats_mean(sorted, 1, n);
	executions->median = gsl_stats_median_from_sorted_data(sorted, 1, n);
	executions->min = sorted[0];
	executions->max = sorted[n - 1];
	executions->stddev = n > 1 ? gsl_stats_sd(sorted, 1, n) : (double)NAN;
}

int executions_of(const struct group *group, struct executions *executions)
{
	double *times = malloc(group->n * sizeof *times),
	       *sorted = malloc(group->n * sizeof *times);
	*executions = (struct executions){ .times = times, .n = group->n };
	for (size_t i = 0; times && i < group->n; i++)
		times[i] = group->all[i].wall / SECOND_NS;
	if (times && sorted) {
		put_times(executions, sorted);
		put_cpu(group, executions);
	}
	free(sorted);
	return times && sorted ? 0 : -ENOMEM;
}

void executions_free(struct executions *executions)
{
	free(executions->times);
	*executions = (struct executions){ .n = 0 };
}
