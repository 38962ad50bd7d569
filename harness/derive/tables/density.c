#include <errno.h>
#include <stdlib.h>

#include "analysis/density.h"
#include "derive/derivation.h"

static int derive(const struct loaded *campaign, struct rows *rows)
{
	struct rows summary = tables_rows(campaign, &summary_table);
	rows->all = malloc((summary.n + 1) * sizeof(struct density_row));
	if (!rows->all)
		return -ENOMEM;
	rows->n = density_points(summary.all, summary.n, rows->all);
	return 0;
}

const struct derivation derivation = {
	.table = &density_table,
	.summary = "the slowdown of `mixed` by its own rate of calls, curve by curve",
	.derive = derive,
};
