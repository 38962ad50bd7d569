/* A program that makes no call must not notice who watches its calls. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "analysis/summary.h"
#include "derive/derivation.h"

static bool is_control(const struct group *group)
{
	return group_is_without_calls(group) && !group->baseline;
}

static int add(struct rows *rows, const struct dataset *dataset, const struct group *group,
	double confidence)
{
	struct control_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = group->key;
	int error = summary_slowdown(dataset, group, confidence, &row->slowdown);
	if (!isnan(row->slowdown.lo))
		strcpy(row->contains_1,
			row->slowdown.lo > 1 || row->slowdown.hi < 1 ? "no" : "yes");
	return error;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	size_t n = 0;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups; i++)
		n += is_control(&dataset->groups[i]);
	for (size_t i = 0; i < dataset->n_groups && !error; i++)
		if (is_control(&dataset->groups[i]))
			error = add(rows, dataset, &dataset->groups[i], estimate_joint(0.95, n));
	return error;
}

TABLE(control_table, control_row, CONTROL_COLUMNS, .name = "control.csv");

const struct derivation derivation = {
	.table = &control_table,
	.summary = "the slowdown of what makes no call, which must be 1",
	.derive = derive,
};
