/* What each mode sees of a program's calls: two commands of one program, NAME-100 and NAME-0,
 * differ by a hundred calls, so that what else the program does cancels out. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "derive/derivation.h"

/* Reads "command:jit-100" as `jit` and 100. Returns false if it is no such name, or makes no calls.
 */
static bool split(const char *workload, struct coverage_row *row)
{
	const char *name = strchr(workload, ':'), *number = strrchr(workload, '-');
	char *end;
	if (!key_is_command(workload) || !number || number < name)
		return false;
	row->made = strtoll(number + 1, &end, 10);
	if (row->made < 1 || *end)
		return false;
	snprintf(row->program, sizeof row->program, "%.*s", (int)(number - name) - 1, name + 1);
	return true;
}

/* Returns the key of the same program that makes no calls. */
static struct key idle(const struct coverage_row *row)
{
	char workload[64];
	snprintf(workload, sizeof workload, "command:%s-0", row->program);
	return key_of(workload, ABSENT, row->placement, row->mode);
}

/* Returns the stops of one execution; NaN if they are not known. */
static double stops(const struct dataset *dataset, struct key key)
{
	const struct group *group = dataset_group(dataset, key);
	return group ? group->totals.stops / group->totals.ops : (double)NAN;
}

static double seen(
	const struct loaded *campaign, const struct key *key, const struct coverage_row *row)
{
	double per_call = known_mode(&campaign->known, key->mode)->stops_per_call;
	double more = stops(campaign->coverage, *key) - stops(campaign->coverage, idle(row));
	return per_call > 0 ? more / per_call : (double)NAN;
}

/* Returns why runs gave nothing: the first that failed, else the first that was skipped; NULL if
 * all went well. */
static const struct gap *gap_of(const struct dataset *dataset, const struct key *key)
{
	const struct gap *found = NULL;
	for (size_t i = 0; i < dataset->n_gaps; i++) {
		const struct gap *gap = &dataset->gaps[i];
		if (key_equal(&gap->key, key) && (!found || strcmp(found->status, "skip") == 0))
			found = gap;
	}
	return found;
}

/* Fills in whether the program did as it does when nothing watches it. What does not go well even
 * then was not tried. */
static void judge(const struct dataset *dataset, const struct key *key, struct coverage_row *row)
{
	const struct gap *gap = gap_of(dataset, key);
	const struct group cell = { .key = *key };
	bool broken = gap && strcmp(gap->status, "fail") == 0 && dataset_baseline(dataset, &cell);
	strcpy(row->behaved, !gap ? "yes" : broken ? "no" : "refused");
	if (gap)
		memcpy(row->reason, gap->reason, sizeof row->reason);
}

static bool is_new(const struct rows *rows, const struct coverage_row *row)
{
	const struct coverage_row *all = rows->all;
	for (size_t i = 0; i < rows->n; i++)
		if (strcmp(all[i].program, row->program) == 0 && all[i].made == row->made &&
			strcmp(all[i].placement, row->placement) == 0 &&
			strcmp(all[i].mode, row->mode) == 0)
			return false;
	return true;
}

/* Tells whether the campaign has the program that makes no calls too. */
static bool is_pair(const struct dataset *dataset, const struct coverage_row *row)
{
	struct key key = idle(row);
	return dataset_group(dataset, key) || gap_of(dataset, &key);
}

static int add(const struct loaded *campaign, const struct key *key, struct rows *rows)
{
	struct coverage_row row;
	row_clear(&coverage_table, &row);
	if (!split(key->workload, &row) || cells_is_baseline(campaign, *key))
		return 0;
	memcpy(row.placement, key->placement, sizeof row.placement);
	memcpy(row.mode, key->mode, sizeof row.mode);
	if (!is_pair(campaign->coverage, &row) || !is_new(rows, &row))
		return 0;
	row.seen = seen(campaign, key, &row);
	judge(campaign->coverage, key, &row);
	struct coverage_row *added = rows_add(rows);
	if (added)
		*added = row;
	return added ? 0 : -ENOMEM;
}

static int by_program(const void *a, const void *b)
{
	const struct coverage_row *x = a, *y = b;
	int order = strcmp(x->program, y->program);
	order = order ? order : (x->made > y->made) - (x->made < y->made);
	order = order ? order : strcmp(x->placement, y->placement);
	return order ? order : strcmp(x->mode, y->mode);
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->coverage;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++)
		error = add(campaign, &dataset->groups[i].key, rows);
	for (size_t i = 0; i < dataset->n_gaps && !error; i++)
		error = add(campaign, &dataset->gaps[i].key, rows);
	if (rows->n)
		qsort(rows->all, rows->n, sizeof(struct coverage_row), by_program);
	return error;
}

TABLE(coverage_table, coverage_row, COVERAGE_COLUMNS, .name = "coverage.csv");

const struct derivation derivation = {
	.table = &coverage_table,
	.summary = "what each mode saw of the calls that a program made in an unusual way",
	.derive = derive,
};
