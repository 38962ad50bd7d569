#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/estimators.h"
#include "demand.h"
#include "tables.h"

static const double CONFIDENCE = 0.95;

static int time_of(const struct group *baseline, struct estimate *ns)
{
	double *times = malloc(baseline->n * sizeof *times);
	if (!times)
		return -ENOMEM;
	for (size_t i = 0; i < baseline->n; i++)
		times[i] = baseline->all[i].wall;
	*ns = estimate_range(times, baseline->n, CONFIDENCE);
	free(times);
	return 0;
}

/* Returns a mode of the cell that counts events; NULL if there is none. */
static const struct group *counted(const struct dataset *dataset, const struct group *baseline)
{
	for (size_t i = 0; i < dataset->n_groups; i++)
		if (key_same_cell(&dataset->groups[i].key, &baseline->key) &&
			!isnan(dataset->groups[i].totals.new_tasks))
			return &dataset->groups[i];
	return NULL;
}

/* Returns how often a call was made in an execution; NaN if calls were not counted by name. */
static double calls_of(const struct loaded *campaign, const char *workload, const char *call)
{
	bool known = false;
	struct rows rows = tables_rows(campaign, &calls_made_table);
	const struct call_made_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++) {
		if (strcmp(all[i].workload, workload) != 0)
			continue;
		if (strcmp(all[i].call, call) == 0)
			return all[i].made;
		known = true;
	}
	return known ? 0 : (double)NAN;
}

/* Returns how many of the new tasks are processes: each of them ends by exit_group, as the first
 * one does, which is not new. What a signal ends counts as a thread. */
static double forks_of(const struct loaded *campaign, const char *workload, double new_tasks)
{
	double ended = calls_of(campaign, workload, "exit_group");
	return isnan(ended) ? new_tasks : fmin(fmax(ended - 1, 0), new_tasks);
}

int demand_of(const struct loaded *campaign, const struct group *baseline, struct demand *demand)
{
	const struct group *events = counted(campaign->dataset, baseline);
	double ops = events ? events->totals.ops : (double)NAN;
	*demand = (struct demand){ .calls = baseline->totals.calls / baseline->totals.ops };
	demand->signals = events ? events->totals.signals / ops : (double)NAN;
	double new_tasks = events ? events->totals.new_tasks / ops : (double)NAN;
	demand->forks = forks_of(campaign, baseline->key.workload, new_tasks);
	demand->threads = new_tasks - demand->forks;
	demand->execs = events ? fmax(events->totals.execs / ops - 1, 0) : (double)NAN;
	return time_of(baseline, &demand->ns);
}

double demand_variation(const struct loaded *campaign, const char *workload)
{
	double first = 0, second = 0;
	for (size_t i = 0; i < campaign->n_calls; i++)
		if (strcmp(campaign->calls[i].workload, workload) == 0) {
			first += (double)campaign->calls[i].first;
			second += (double)campaign->calls[i].second;
		}
	return first + second > 0 ? fabs(first - second) / ((first + second) / 2) : 0;
}
