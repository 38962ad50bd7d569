#include <errno.h>
#include <math.h>

#include "analysis/summary.h"
#include "derive/derivation.h"

static struct estimate times(struct estimate e, double by)
{
	return (struct estimate){ e.value * by, e.lo * by, e.hi * by };
}

static int add(struct rows *rows, const struct dataset *dataset, const struct group *group,
	const struct summary_row *per_call)
{
	struct operation_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = group->key;
	row->calls = group->totals.calls / group->totals.ops;
	row->ns = times(per_call->ns_per_call, row->calls);
	row->added_ns = times(per_call->added_ns, row->calls);
	int error = isnan(row->ns.value) ? summary_op_ns(dataset, group, &row->ns) : 0;
	return error ? error : summary_attach(dataset, group, &row->attach_ns);
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	const struct summary_row *summary = tables_rows(campaign, &summary_table).all;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && summary && !error; i++)
		error = add(rows, dataset, &dataset->groups[i], &summary[i]);
	return error;
}

TABLE(operations_table, operation_row, OPERATION_COLUMNS, .name = "operations.csv");

const struct derivation derivation = {
	.table = &operations_table,
	.summary = "what one operation of a workload takes, and attaching to it once",
	.derive = derive,
};
