#include <errno.h>
#include <math.h>
#include <string.h>

#include "cells.h"
#include "demand.h"
#include "predictions.h"

/* Adds a row, unless it would be empty: a mode that adds nothing known is not predicted. */
static int add(const struct loaded *campaign, const struct group *baseline,
	const struct demand *demand, const struct cost_row *costs, struct rows *rows)
{
	struct estimate predicted = prediction_slowdown(demand, costs);
	if (isnan(predicted.value))
		return 0;
	struct prediction_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = baseline->key;
	memcpy(row->mode, costs->mode, sizeof row->mode);
	row->ns = demand->ns;
	row->calls = demand->calls;
	row->signals = demand->signals;
	row->forks = demand->forks;
	row->execs = demand->execs;
	row->threads = demand->threads;
	row->predicted = predicted;
	row->slowdown = cells_slowdown(cells_row(campaign, row->key));
	row->error = prediction_error(row->predicted, row->slowdown);
	return 0;
}

int predictions_add(const struct loaded *campaign, struct rows costs, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	const struct cost_row *all = costs.all;
	struct demand demand;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++) {
		const struct group *group = &dataset->groups[i];
		if (!group->baseline || !key_is_command(group->key.workload))
			continue;
		error = demand_of(campaign, group, &demand);
		for (size_t j = 0; j < costs.n && !error; j++)
			if (strcmp(all[j].placement, group->key.placement) == 0)
				error = add(campaign, group, &demand, &all[j], rows);
	}
	return error;
}
