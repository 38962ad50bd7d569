/* Which method of reading or writing memory to use at which size. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/memory.h"
#include "derive/derivation.h"
#include "derive/memory_place.h"

static void add_size(double *sizes, size_t *n, double size)
{
	size_t at = *n;
	for (size_t i = 0; i < *n; i++)
		if (sizes[i] == size)
			return;
	if (*n == MEMORY_SIZES_MAX)
		return;
	for (; at > 0 && sizes[at - 1] > size; at--)
		sizes[at] = sizes[at - 1];
	sizes[at] = size;
	++*n;
}

static size_t sizes_of(
	const struct dataset *dataset, const struct memory_place *place, double *sizes)
{
	size_t n = 0;
	for (size_t i = 0; i < dataset->n_groups; i++)
		if (memory_place_has(place, &dataset->groups[i].key))
			add_size(sizes, &n, (double)dataset->groups[i].key.size);
	return n;
}

static size_t index_of(const double *sizes, size_t n, double size)
{
	size_t i = 0;
	while (i < n && sizes[i] != size)
		i++;
	return i;
}

/* Fills in the ratios of one pair of methods, with index `at`. */
static int compare_pair(const struct dataset *dataset, const struct memory_place *place, size_t at,
	const struct memory_contest *contest, struct estimate *table)
{
	size_t n = place->n_methods;
	struct size_ratio ratios[MEMORY_SIZES_MAX];
	const struct memory_pair pair = { place->workload, place->placement, place->methods[at / n],
		place->methods[at % n] };
	int found = memory_ratios(dataset, &pair, ratios);
	for (int i = 0; i < found; i++) {
		size_t size = index_of(contest->sizes, contest->n_sizes, ratios[i].size);
		if (size < contest->n_sizes)
			table[size * n * n + at] = ratios[i].ratio;
	}
	return found < 0 ? found : 0;
}

static int compare_methods(const struct dataset *dataset, const struct memory_place *place,
	const struct memory_contest *contest, struct estimate *table)
{
	size_t pairs = place->n_methods * place->n_methods;
	int error = 0;
	for (size_t i = 0; i < contest->n_sizes * pairs; i++)
		table[i] = (struct estimate){ (double)NAN, (double)NAN, (double)NAN };
	for (size_t at = 0; at < pairs && !error; at++)
		error = compare_pair(dataset, place, at, contest, table);
	return error;
}

/* Adds the rule of a segment; NULL as `before`: it is the first one. */
static int add(struct rows *rows, const struct memory_place *place,
	const struct memory_segment *before, const struct memory_segment *segment)
{
	struct rule_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	snprintf(row->workload, sizeof row->workload, "%s", place->workload);
	snprintf(row->placement, sizeof row->placement, "%s", place->placement);
	snprintf(row->method, sizeof row->method, "%s", place->methods[segment->method]);
	if (before)
		snprintf(row->instead_of, sizeof row->instead_of, "%s",
			place->methods[before->method]);
	row->first = (int64_t)segment->first;
	row->last = (int64_t)segment->last;
	row->crossover = segment->from;
	return 0;
}

static int derive_place(
	const struct dataset *dataset, const struct memory_place *place, struct rows *rows)
{
	double sizes[MEMORY_SIZES_MAX];
	struct memory_segment segments[MEMORY_SIZES_MAX];
	size_t pairs = place->n_methods * place->n_methods;
	struct memory_contest contest = { sizes, sizes_of(dataset, place, sizes), place->n_methods,
		NULL };
	struct estimate *table = malloc((contest.n_sizes * pairs + 1) * sizeof *table);
	int error = table ? compare_methods(dataset, place, &contest, table) : -ENOMEM;
	contest.ratios = table;
	size_t n = error ? 0 : memory_segments(&contest, segments);
	for (size_t i = 0; i < n && !error; i++)
		error = add(rows, place, i ? &segments[i - 1] : NULL, &segments[i]);
	free(table);
	return error;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	return memory_each_place(campaign, derive_place, rows);
}

TABLE(rules_table, rule_row, RULE_COLUMNS, .name = "rules.csv");

const struct derivation derivation = {
	.table = &rules_table,
	.summary = "which method of reading or writing memory to use at which size",
	.derive = derive,
};
