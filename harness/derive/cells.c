#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/summary.h"
#include "cells.h"

const void *rows_find(struct rows rows, struct key key)
{
	for (size_t i = 0; i < rows.n; i++) {
		const void *row = (const char *)rows.all + i * rows.table->row_size;
		if (key_equal(row, &key))
			return row;
	}
	return NULL;
}

const struct summary_row *cells_row(const struct loaded *loaded, struct key key)
{
	return rows_find(tables_rows(loaded, &summary_table), key);
}

const struct summary_row *cells_getpid(
	const struct loaded *loaded, const char *placement, const char *mode)
{
	return cells_row(loaded, key_of("getpid", ABSENT, placement, mode));
}

const struct ratio_row *cells_ratio(
	const struct loaded *loaded, struct key key, const char *against)
{
	struct rows rows = tables_rows(loaded, &ratios_table);
	const struct ratio_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (key_equal(&all[i].key, &key) && strcmp(all[i].against_mode, against) == 0 &&
			strcmp(all[i].against_workload, key.workload) == 0)
			return &all[i];
	return NULL;
}

const struct crossover_row *cells_crossover(
	const struct loaded *loaded, const char *workload, const char *from, const char *to)
{
	struct rows rows = tables_rows(loaded, &crossovers_table);
	const char *placement = cells_placement(loaded, workload);
	const struct crossover_row *all = rows.all;
	for (size_t i = 0; i < rows.n && placement; i++)
		if (strcmp(all[i].workload, workload) == 0 &&
			strcmp(all[i].placement, placement) == 0 &&
			strcmp(all[i].from, from) == 0 && strcmp(all[i].to, to) == 0)
			return &all[i];
	return NULL;
}

const struct operation_row *cells_unwatched(const struct loaded *loaded, const struct key *cell)
{
	struct rows rows = tables_rows(loaded, &summary_table);
	const struct summary_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (is_yes(all[i].baseline) && key_same_cell(&all[i].key, cell))
			return rows_find(tables_rows(loaded, &operations_table), all[i].key);
	return NULL;
}

struct post_row cells_post(const struct loaded *loaded)
{
	struct rows rows = tables_rows(loaded, &post_table);
	struct post_row post;
	row_clear(&post_table, &post);
	return rows.n ? *(const struct post_row *)rows.all : post;
}

static bool is_measured_at(const struct loaded *loaded, const char *workload, const char *placement)
{
	struct rows rows = tables_rows(loaded, &summary_table);
	const struct summary_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(all[i].workload, workload) == 0 &&
			strcmp(all[i].placement, placement) == 0)
			return true;
	return false;
}

const char *cells_placement(const struct loaded *loaded, const char *workload)
{
	const char *const *name = loaded->placements;
	while (*name && !is_measured_at(loaded, workload, *name))
		name++;
	return *name;
}

static int by_cell(const void *a, const void *b)
{
	const struct summary_row *x = *(const struct summary_row *const *)a;
	const struct summary_row *y = *(const struct summary_row *const *)b;
	int order = key_order_cells(&x->key, &y->key);
	if (!order)
		order = (x->slowdown.value > y->slowdown.value) -
			(x->slowdown.value < y->slowdown.value);
	return order;
}

const struct summary_row **cells_sorted(const struct loaded *loaded)
{
	struct rows rows = tables_rows(loaded, &summary_table);
	const struct summary_row *all = rows.all, **sorted = calloc(rows.n + 1, sizeof *sorted);
	for (size_t i = 0; sorted && i < rows.n; i++)
		sorted[i] = &all[i];
	if (sorted)
		qsort(sorted, rows.n, sizeof *sorted, by_cell);
	return sorted;
}

size_t cells_verdicts(const struct loaded *loaded)
{
	return summary_verdicts(loaded->dataset);
}

bool cells_is_baseline(const struct loaded *loaded, struct key key)
{
	return is_yes(known_mode(&loaded->known, key.mode)->baseline);
}

static const struct estimate NOTHING = { (double)NAN, (double)NAN, (double)NAN };

struct estimate cells_slowdown(const struct summary_row *row)
{
	return row ? row->slowdown : NOTHING;
}

struct estimate cells_ns(const struct summary_row *row)
{
	return row ? row->ns_per_call : NOTHING;
}

struct estimate cells_added(const struct summary_row *row)
{
	return row ? row->added_ns : NOTHING;
}
