/* How far single runs lie apart: where two states of a machine, or of its scheduler, make two
 * groups of runs, a median with its interval does not show them. */
#include <errno.h>
#include <string.h>

#include "analysis/spread.h"
#include "derive/derivation.h"

#define SPREAD_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                           \
	KEY(key)                                                                                   \
	COUNT(runs)                                                                                \
	REAL(slowdown_0)                                                                           \
	REAL(slowdown_10)                                                                          \
	REAL(slowdown_20)                                                                          \
	REAL(slowdown_30)                                                                          \
	REAL(slowdown_40)                                                                          \
	REAL(slowdown_50)                                                                          \
	REAL(slowdown_60)                                                                          \
	REAL(slowdown_70)                                                                          \
	REAL(slowdown_80)                                                                          \
	REAL(slowdown_90)                                                                          \
	REAL(slowdown_100)
ROW(spread_row, SPREAD_COLUMNS);
TABLE(spread_table, spread_row, SPREAD_COLUMNS, .name = "spread.csv");

static int add(struct rows *rows, const struct key *key, long runs, const double deciles[DECILES])
{
	struct spread_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = *key;
	row->runs = runs;
	memcpy(&row->slowdown_0, deciles, DECILES * sizeof *deciles);
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	double deciles[DECILES];
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++) {
		const struct group *group = &dataset->groups[i];
		long runs = spread_slowdowns(dataset, group, deciles);
		if (runs < 0)
			error = -ENOMEM;
		else if (runs > 0)
			error = add(rows, &group->key, runs, deciles);
	}
	return error;
}

const struct derivation derivation = {
	.table = &spread_table,
	.summary = "how far the slowdowns of single runs lie apart",
	.derive = derive,
};
