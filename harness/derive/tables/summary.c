#include <errno.h>

#include "analysis/judgement.h"
#include "derive/derivation.h"

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	struct judgement judgement;
	int error = judgement_of(dataset, load_margin(campaign), &judgement);
	for (size_t i = 0; i < dataset->n_groups && !error; i++) {
		struct summary_row *row = rows_add(rows);
		error = row ? summary_of(dataset, &dataset->groups[i], &judgement, row) : -ENOMEM;
	}
	return error;
}

const struct derivation derivation = {
	.table = &summary_table,
	.summary = "each mode in each cell: its time, its slowdown, what it counts",
	.derive = derive,
};
