#include <errno.h>
#include <string.h>

#include "derive/derivation.h"

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	for (size_t i = 0; i < dataset->n_gaps; i++) {
		const struct gap *gap = &dataset->gaps[i];
		struct gap_row *row = rows_add(rows);
		if (!row)
			return -ENOMEM;
		row->key = gap->key;
		memcpy(row->status, gap->status, sizeof row->status);
		memcpy(row->reason, gap->reason, sizeof row->reason);
		row->runs = (int64_t)gap->n;
	}
	return 0;
}

TABLE(gaps_table, gap_row, GAP_COLUMNS, .name = "gaps.csv");

const struct derivation derivation = {
	.table = &gaps_table,
	.summary = "runs that were skipped or failed, and why",
	.derive = derive,
};
