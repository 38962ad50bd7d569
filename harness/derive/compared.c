#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis/summary.h"
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

static void count_runs(
	const struct dataset *dataset, const struct group *group, struct compared_row *row)
{
	const struct group *baseline = dataset_baseline(dataset, group);
	row->runs = (int64_t)group->n;
	row->flagged = (int64_t)group->flagged;
	if (baseline && baseline != group) {
		row->runs += (int64_t)baseline->n;
		row->flagged += (int64_t)baseline->flagged;
	}
}

static int take_row(
	const struct loaded *loaded, const struct group *group, struct compared_row *row)
{
	bool control = cells_is_baseline(loaded, group->key);
	const struct summary_row *summary = cells_row(loaded, group->key);
	row->key = group->key;
	row->slowdown = cells_slowdown(control ? NULL : summary);
	row->ns = cells_ns(summary);
	row->differences = (struct sample){ NULL, 0, 1 };
	count_runs(loaded->dataset, group, row);
	return control ? 0 : summary_differences(loaded->dataset, group, &row->differences);
}

/* Keeps the figures of all cells and modes. */
static int take_rows(struct compared *campaign)
{
	const struct dataset *dataset = campaign->loaded.dataset;
	int error = 0;
	campaign->rows = calloc(dataset->n_groups + 1, sizeof *campaign->rows);
	if (!campaign->rows)
		return -ENOMEM;
	for (size_t i = 0; i < dataset->n_groups && !error; i++)
		error = take_row(
			&campaign->loaded, &dataset->groups[i], &campaign->rows[campaign->n++]);
	if (campaign->n > 0)
		qsort(campaign->rows, campaign->n, sizeof *campaign->rows, by_key);
	return error;
}

static int take_flags(struct compared *campaign)
{
	struct rows flags = tables_rows(&campaign->loaded, &flags_table);
	size_t bytes = flags.n * flags.table->row_size;
	campaign->flags = (struct rows){ flags.table, malloc(bytes + 1), flags.n };
	if (!campaign->flags.all)
		return -ENOMEM;
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

int compared_read(const char *path, const struct knowledge *version, struct compared *campaign,
	struct complaint *complaint)
{
	*campaign = (struct compared){ .n = 0 };
	put_label(campaign->label, sizeof campaign->label, path);
	int error = load_campaign(path, version, &campaign->loaded, complaint);
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
