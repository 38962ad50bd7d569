#include <math.h>

#include "analysis/summary.h"
#include "campaign/row.h"
#include "keeper.h"

static int keep(const struct run_row *row, void *context)
{
	return dataset_add(context, row);
}

static double half_width(const struct cell *cell, const struct mode *mode, void *context)
{
	struct dataset *dataset = context;
	struct estimate slowdown;
	dataset_sort(dataset);
	const struct group *group = dataset_group(dataset, row_key(cell, mode));
	if (!group || summary_slowdown(dataset, group, 0.95, &slowdown) < 0)
		return INFINITY;
	return estimate_half_width(slowdown);
}

struct keeper keeper_of(struct dataset *dataset)
{
	return (struct keeper){ keep, half_width, NULL, dataset };
}
