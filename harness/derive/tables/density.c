#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/density.h"
#include "derive/derivation.h"

/* Returns the workload whose size is the time that it computes between its calls; NULL if there is
 * none. */
static const char *computing(const struct known *known)
{
	for (size_t i = 0; i < known->n_workloads; i++)
		if (strcmp(known->workloads[i].unit, "ns") == 0)
			return known->workloads[i].workload;
	return NULL;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const char *workload = computing(&campaign->known);
	struct rows summary = tables_rows(campaign, &summary_table);
	if (!workload)
		return 0;
	rows->all = malloc((summary.n + 1) * sizeof(struct density_row));
	if (!rows->all)
		return -ENOMEM;
	rows->n = density_points(summary.all, summary.n, workload, rows->all);
	return 0;
}

const struct derivation derivation = {
	.table = &density_table,
	.summary = "the slowdown of a program by its own rate of calls, curve by curve",
	.derive = derive,
};
