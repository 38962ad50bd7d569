#include <math.h>
#include <string.h>

#include "analysis/summary.h"
#include "keeper.h"

static int keep(const struct run_row *row, void *context)
{
	return dataset_add(context, row);
}

static bool is_of(const struct group *group, const struct cell *cell)
{
	return !group->baseline && group->size == (cell->size ? (int64_t)cell->size : ABSENT) &&
	       strcmp(group->placement, cell->placement) == 0 &&
	       strcmp(group->workload, cell->workload->name) == 0;
}

static double half_width(const struct cell *cell, void *context)
{
	struct dataset *dataset = context;
	double widest = 0;
	dataset_sort(dataset);
	for (size_t i = 0; i < dataset->n_groups; i++) {
		struct estimate slowdown;
		if (!is_of(&dataset->groups[i], cell))
			continue;
		if (summary_slowdown(dataset, &dataset->groups[i], 0.95, &slowdown) < 0)
			return INFINITY;
		widest = fmax(widest, estimate_half_width(slowdown));
	}
	return widest > 0 ? widest : INFINITY;
}

struct keeper keeper_of(struct dataset *dataset)
{
	return (struct keeper){ keep, half_width, NULL, dataset };
}
