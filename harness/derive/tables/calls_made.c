/* How often a command makes each call, from calls.csv: of a program that varies, about as often. */
#include <errno.h>
#include <string.h>

#include "derive/derivation.h"

static int add(struct rows *rows, const struct call_row *counted)
{
	struct call_made_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	memcpy(row->workload, counted->workload, sizeof row->workload);
	memcpy(row->call, counted->call, sizeof row->call);
	if (counted->first != ABSENT && counted->second != ABSENT)
		row->made = (double)(counted->first + counted->second) / 2;
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	int error = 0;
	for (size_t i = 0; i < campaign->n_calls && !error; i++)
		error = add(rows, &campaign->calls[i]);
	return error;
}

TABLE(calls_made_table, call_made_row, CALL_MADE_COLUMNS, .name = "calls-made.csv");

const struct derivation derivation = {
	.table = &calls_made_table,
	.summary = "how often a command makes each call",
	.derive = derive,
};
