/* How many calls it takes until one way of watching a program beats another. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "analysis/breakeven.h"
#include "derive/derivation.h"

/* Tells whether the group is of a mode that someone may choose to watch calls. */
static bool is_choice(const struct known *known, const struct group *group)
{
	return !group->baseline && !group_is_without_calls(group) &&
	       !is_yes(known_mode(known, group->key.mode)->reference) &&
	       !known_workload(known, group->key.workload, group->key.size)->access[0];
}

static int add(struct rows *rows, const struct group *mode, const struct group *other,
	const struct breakeven *breakeven)
{
	struct breakeven_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = mode->key;
	memcpy(row->against_mode, other->key.mode, sizeof row->against_mode);
	row->attach_ns = breakeven->attach_ns;
	row->saved_ns = breakeven->saved_ns;
	row->calls = breakeven->calls;
	strcpy(row->verdict, breakeven_verdict(breakeven));
	return 0;
}

/* Adds the row of the mode that is cheaper per call, unless a time to attach is not known. */
static int compare(const struct dataset *dataset, const struct group *a, const struct group *b,
	struct rows *rows)
{
	struct breakeven forth, back;
	int error = breakeven_of(dataset, a, b, &forth);
	if (error || isnan(forth.attach_ns.value))
		return error;
	if (forth.saved_ns.value >= 0)
		return add(rows, a, b, &forth);
	error = breakeven_of(dataset, b, a, &back);
	return error ? error : add(rows, b, a, &back);
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	const struct group *groups = dataset->groups;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups; i++)
		for (size_t j = 0; j < i && !error; j++)
			if (key_same_cell(&groups[i].key, &groups[j].key) &&
				is_choice(&campaign->known, &groups[i]) &&
				is_choice(&campaign->known, &groups[j]))
				error = compare(dataset, &groups[i], &groups[j], rows);
	return error;
}

TABLE(breakeven_table, breakeven_row, BREAKEVEN_COLUMNS, .name = "breakeven.csv");

const struct derivation derivation = {
	.table = &breakeven_table,
	.summary = "how many calls it takes until a mode that is cheaper per call beats another",
	.derive = derive,
};
