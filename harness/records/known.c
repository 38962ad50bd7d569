#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "known.h"

enum {
	KNOWN_MAX = 4096,
	FILTERS_MAX = 1 << 17, /* 32 filters, 64 commands, 64 calls of each */
};

static const struct mode_row no_mode = { .n = (double)NAN, .stops_per_call = (double)NAN };
static const struct workload_row no_workload = {
	.size = ABSENT,
	.calls_per_op = ABSENT,
	.piece_bytes = ABSENT,
	.bytes = ABSENT,
	.pages = ABSENT,
	.pieces = ABSENT,
};

bool is_yes(const char *field)
{
	return strcmp(field, "yes") == 0;
}

static int by_name(const void *name, const void *row)
{
	return strcmp(name, ((const struct mode_row *)row)->mode);
}

static int by_mode(const void *a, const void *b)
{
	return by_name(((const struct mode_row *)a)->mode, b);
}

static int by_workload(const void *a, const void *b)
{
	const struct workload_row *x = a, *y = b;
	int order = strcmp(x->workload, y->workload);
	return order ? order : (x->size > y->size) - (x->size < y->size);
}

static const void *find(const void *key, const void *rows, size_t n, size_t size,
	int (*order)(const void *, const void *))
{
	return n > 0 ? bsearch(key, rows, n, size, order) : NULL;
}

const struct mode_row *known_mode(const struct known *known, const char *mode)
{
	const struct mode_row *row = find(mode, known->modes, known->n_modes, sizeof *row, by_name);
	return row ? row : &no_mode;
}

const struct workload_row *known_workload(
	const struct known *known, const char *workload, int64_t size)
{
	struct workload_row like = { .size = size };
	snprintf(like.workload, sizeof like.workload, "%s", workload);
	const struct workload_row *row =
		find(&like, known->workloads, known->n_workloads, sizeof *row, by_workload);
	return row ? row : &no_workload;
}

/* Inserts a row at its place among n others, if fewer than `most`. Returns 0 or -errno. */
static int insert(void **rows, size_t *n, size_t most, const void *row, size_t size,
	int (*order)(const void *, const void *))
{
	size_t at = *n;
	char *all = at < most ? reallocarray(*rows, at + 1, size) : NULL;
	if (!all)
		return at < most ? -ENOMEM : -EFBIG;
	while (at > 0 && order(row, all + (at - 1) * size) < 0)
		at--;
	memmove(all + (at + 1) * size, all + at * size, (*n - at) * size);
	memcpy(all + at * size, row, size);
	*rows = all;
	++*n;
	return 0;
}

int known_add_mode(struct known *known, const struct mode_row *row)
{
	void *rows = known->modes;
	if (known_mode(known, row->mode) != &no_mode)
		return 0;
	int error = insert(&rows, &known->n_modes, KNOWN_MAX, row, sizeof *row, by_mode);
	known->modes = rows;
	return error;
}

int known_add_workload(struct known *known, const struct workload_row *row)
{
	void *rows = known->workloads;
	if (known_workload(known, row->workload, row->size) != &no_workload)
		return 0;
	int error = insert(&rows, &known->n_workloads, KNOWN_MAX, row, sizeof *row, by_workload);
	known->workloads = rows;
	return error;
}

static int never_before(const void *a, const void *b)
{
	(void)a;
	(void)b;
	return 1;
}

int known_add_filter(struct known *known, const struct filter_row *row)
{
	void *rows = known->filters;
	int error = insert(&rows, &known->n_filters, FILTERS_MAX, row, sizeof *row, never_before);
	known->filters = rows;
	return error;
}

bool known_has_filter(const struct known *known, const char *mode, const char *workload)
{
	const struct filter_row *all = known->filters;
	for (size_t i = 0; i < known->n_filters; i++)
		if (strcmp(all[i].mode, mode) == 0 && strcmp(all[i].workload, workload) == 0)
			return true;
	return false;
}

int known_write(const struct known *known, int directory)
{
	int error = table_write(&modes_table, directory, known->modes, known->n_modes);
	if (!error)
		error = table_write(
			&workloads_table, directory, known->workloads, known->n_workloads);
	return error;
}

static int take_mode(const void *row, void *known)
{
	return known_add_mode(known, row);
}

static int take_workload(const void *row, void *known)
{
	return known_add_workload(known, row);
}

static int take_filter(const void *row, void *known)
{
	return known_add_filter(known, row);
}

int known_read(
	struct known *known, const struct table *table, int directory, struct table_error *error)
{
	return table_read(table, directory, table->name, 0,
		table == &modes_table	    ? take_mode
		: table == &workloads_table ? take_workload
					    : take_filter,
		known, error);
}

void known_free(struct known *known)
{
	free(known->modes);
	free(known->workloads);
	free(known->filters);
	*known = (struct known){ 0 };
}
