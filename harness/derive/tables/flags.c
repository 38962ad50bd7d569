#include <errno.h>
#include <string.h>

#include "derive/derivation.h"

static int add(struct rows *rows, const struct loaded *campaign, const char *flag, size_t runs)
{
	struct flag_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	snprintf(row->flag, sizeof row->flag, "%s", flag);
	row->runs = (int64_t)runs;
	row->of = (int64_t)campaign->ok;
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	int error = add(rows, campaign, "any", campaign->flagged);
	for (size_t i = 0; i < dataset->n_causes && !error; i++)
		error = add(rows, campaign, dataset->causes[i].flag, dataset->causes[i].n);
	return error;
}

TABLE(flags_table, flag_row, FLAG_COLUMNS, .name = "flags.csv");

const struct derivation derivation = {
	.table = &flags_table,
	.summary = "how many runs bear each flag",
	.derive = derive,
};
