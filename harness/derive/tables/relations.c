/* What must hold between the modes of a cell on any machine. */
#include <errno.h>
#include <string.h>

#include "analysis/expectations.h"
#include "analysis/relations.h"
#include "derive/derivation.h"

static int add(struct rows *rows, const struct expectation *e)
{
	static const char *const standings[] = {
		[STANDING_HOLDS] = "holds",
		[STANDING_OPEN] = "open",
		[STANDING_BROKEN] = "broken",
	};
	struct relation_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = e->upper->key;
	memcpy(row->lower, e->lower->key.mode, sizeof row->lower);
	strcpy(row->must, e->equal ? "equal" : "at least");
	row->ratio = e->ratio;
	row->smallest_detectable = e->detectable;
	strcpy(row->standing, standings[e->standing]);
	if (e->standing == STANDING_BROKEN)
		strcpy(row->suspect, expectation_suspect(e));
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	struct relation relations[RELATIONS_MAX];
	struct expectations expectations;
	size_t n = relations_of(campaign->dataset, &campaign->known, relations);
	int error = expectations_of(
		campaign->dataset, relations, n, load_margin(campaign), &expectations);
	for (size_t i = 0; i < expectations.n && !error; i++)
		error = add(rows, &expectations.all[i]);
	expectations_free(&expectations);
	return error;
}

TABLE(relations_table, relation_row, RELATION_COLUMNS, .name = "relations.csv");

const struct derivation derivation = {
	.table = &relations_table,
	.summary = "what must hold between two modes of a cell, and whether it does",
	.derive = derive,
};
