#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "cells.h"
#include "compared.h"

const char *compared_boot(const struct compared *campaign)
{
	return json_string_value(
		json_object_get(json_object_get(campaign->loaded.machine, "kernel"), "boot"));
}

static int by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b; /* a row begins with its key */
	int order = key_order_cells(x, y);
	return order ? order : strcmp(x->mode, y->mode);
}

const struct compared_row *compared_row(const struct compared *campaign, struct key key)
{
	if (campaign->n == 0)
		return NULL;
	return bsearch(&key, campaign->rows, campaign->n, sizeof *campaign->rows, by_key);
}

/* What a comparison needs, in the order in which it is read. */
static const struct table *const needed[] = { &summary_table, &blocks_table, &flags_table, NULL };

/* Takes the differences of a row from its blocks, which stand together and in the order of the
 * summary. */
static int take_blocks(struct rows blocks, size_t *next, struct compared_row *row)
{
	const struct block_row *all = blocks.all, *first = all + *next;
	size_t n = 0;
	while (*next < blocks.n && key_equal(&all[*next].key, &row->key))
		n++, ++*next;
	if (row->baseline)
		return 0;
	double *x = malloc((2 * n + 1) * sizeof *x);
	if (!x)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		x[2 * i] = log(first[i].slowdown_a);
		x[2 * i + 1] = log(first[i].slowdown_b);
	}
	row->differences = (struct sample){ x, n, 2 };
	return 0;
}

/* Returns a number of runs that may be added up, whatever the summary of others says. */
static int64_t number_of(int64_t runs)
{
	return runs > 0 && runs <= INT32_MAX ? runs : 0;
}

static struct compared_row row_of(const struct summary_row *summary)
{
	bool baseline = is_yes(summary->baseline);
	return (struct compared_row){
		.key = summary->key,
		.baseline = baseline,
		.slowdown = cells_slowdown(baseline ? NULL : summary),
		.ns = cells_ns(summary),
		.runs = number_of(summary->runs),
		.flagged = number_of(summary->flagged),
		.differences = { NULL, 0, 1 },
	};
}

/* Adds the runs of the baseline to those of each other mode of a cell. */
static void add_baseline(struct compared_row *cell, size_t n)
{
	const struct compared_row *baseline = cell;
	while (baseline < cell + n && !baseline->baseline)
		baseline++;
	for (size_t i = 0; i < n && baseline < cell + n; i++) {
		if (cell[i].baseline)
			continue;
		cell[i].runs += baseline->runs;
		cell[i].flagged += baseline->flagged;
	}
}

static void add_baselines(struct compared *campaign)
{
	for (size_t i = 0, n; i < campaign->n; i += n) {
		struct compared_row *cell = &campaign->rows[i];
		for (n = 1; i + n < campaign->n && key_same_cell(&cell->key, &cell[n].key);)
			n++;
		add_baseline(cell, n);
	}
}

/* Keeps the figures of all cells and modes. */
static int take_rows(struct compared *campaign)
{
	struct rows summary = tables_rows(&campaign->loaded, &summary_table);
	struct rows blocks = tables_rows(&campaign->loaded, &blocks_table);
	const struct summary_row *all = summary.all;
	size_t next = 0;
	int error = 0;
	campaign->rows = calloc(summary.n + 1, sizeof *campaign->rows);
	if (!campaign->rows)
		return -ENOMEM;
	for (size_t i = 0; i < summary.n && !error; i++) {
		struct compared_row *row = &campaign->rows[campaign->n++];
		*row = row_of(&all[i]);
		error = take_blocks(blocks, &next, row);
		if (!error)
			error = load_complete_key(&campaign->loaded, &row->key);
	}
	if (campaign->n > 0)
		qsort(campaign->rows, campaign->n, sizeof *campaign->rows, by_key);
	add_baselines(campaign);
	return error;
}

static int take_flags(struct compared *campaign)
{
	struct rows flags = tables_rows(&campaign->loaded, &flags_table);
	size_t bytes = flags.n * flags.table->row_size;
	campaign->flags = (struct rows){ flags.table, malloc(bytes + 1), flags.n };
	if (!campaign->flags.all)
		return -ENOMEM;
	if (bytes)
		memcpy(campaign->flags.all, flags.all, bytes);
	return 0;
}

static void take_identity(struct compared *campaign)
{
	struct stat there = { .st_dev = 0 };
	fstat(campaign->loaded.directory, &there);
	campaign->device = there.st_dev;
	campaign->inode = there.st_ino;
}

/* Fills a label with the end of the path if it is too long: the end tells more. */
static void put_label(char *label, size_t size, const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	if (n < size)
		snprintf(label, size, "%.*s", (int)n, path);
	else
		snprintf(label, size, "...%.*s", (int)size - 4, path + n - (size - 4));
	utf8_mask(label);
}

/* Has the tables of a campaign, from their files where these are current, else from the runs. */
static int have_tables(const char *path, struct loaded *loaded, struct complaint *complaint)
{
	int error = tables_read(loaded, needed);
	if (error == -ESTALE) {
		error = load_runs(path, loaded, complaint);
		if (error)
			return error;
		error = tables_round(loaded, needed);
	}
	if (error)
		complain(complaint, "%s: %s", path, strerror(-error));
	return error;
}

int compared_read(const char *path, const struct knowledge *version, struct compared *campaign,
	struct complaint *complaint)
{
	*campaign = (struct compared){ .n = 0 };
	put_label(campaign->label, sizeof campaign->label, path);
	int error = load_facts(path, version, &campaign->loaded, complaint);
	if (!error)
		error = have_tables(path, &campaign->loaded, complaint);
	if (error)
		return error;
	take_identity(campaign);
	error = take_rows(campaign);
	if (!error)
		error = take_flags(campaign);
	if (error)
		complain(complaint, "%s: %s", path, strerror(-error));
	load_free_runs(&campaign->loaded);
	return error;
}

void compared_free(struct compared *campaign)
{
	for (size_t i = 0; i < campaign->n; i++)
		free((double *)campaign->rows[i].differences.x);
	free(campaign->rows);
	free(campaign->flags.all);
	load_free(&campaign->loaded);
}
