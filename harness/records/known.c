#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "known.h"

enum { KNOWN_MAX = 8192 };

static const struct mode_row no_mode = { .n = (double)NAN, .stops_per_call = (double)NAN };
static const struct workload_row no_workload = {
	.size = ABSENT,
	.calls_per_op = ABSENT,
	.piece_bytes = ABSENT,
	.bytes = ABSENT,
	.pages = ABSENT,
	.pieces = ABSENT,
};

const struct mode_row *known_mode(const struct known *known, const char *mode)
{
	for (size_t i = 0; i < known->n_modes; i++)
		if (strcmp(known->modes[i].mode, mode) == 0)
			return &known->modes[i];
	return &no_mode;
}

const struct workload_row *known_workload(
	const struct known *known, const char *workload, int64_t size)
{
	for (size_t i = 0; i < known->n_workloads; i++)
		if (known->workloads[i].size == size &&
			strcmp(known->workloads[i].workload, workload) == 0)
			return &known->workloads[i];
	return &no_workload;
}

/* Appends a row to an array of n; NULL without memory. */
static void *appended(void *rows, size_t *n, const void *row, size_t size)
{
	char *all = reallocarray(rows, *n + 1, size);
	if (all)
		memcpy(all + (*n)++ * size, row, size);
	return all;
}

int known_add_mode(struct known *known, const struct mode_row *row)
{
	if (known_mode(known, row->mode) != &no_mode)
		return 0;
	if (known->n_modes == KNOWN_MAX)
		return -EFBIG;
	void *all = appended(known->modes, &known->n_modes, row, sizeof *row);
	known->modes = all ? all : known->modes;
	return all ? 0 : -ENOMEM;
}

int known_add_workload(struct known *known, const struct workload_row *row)
{
	if (known_workload(known, row->workload, row->size) != &no_workload)
		return 0;
	if (known->n_workloads == KNOWN_MAX)
		return -EFBIG;
	void *all = appended(known->workloads, &known->n_workloads, row, sizeof *row);
	known->workloads = all ? all : known->workloads;
	return all ? 0 : -ENOMEM;
}

int known_write(const struct known *known, int directory)
{
	int error = table_write(&modes_table, directory, known->modes, known->n_modes);
	return error ? error
		     : table_write(
			       &workloads_table, directory, known->workloads, known->n_workloads);
}

static int take_mode(const void *row, void *known)
{
	return known_add_mode(known, row);
}

static int take_workload(const void *row, void *known)
{
	return known_add_workload(known, row);
}

int known_read(struct known *known, int directory, struct table_error *error)
{
	int result =
		table_read(&modes_table, directory, modes_table.name, 0, take_mode, known, error);
	if (result && result != -ENOENT)
		return result;
	result = table_read(
		&workloads_table, directory, workloads_table.name, 0, take_workload, known, error);
	return result == -ENOENT ? 0 : result;
}

void known_free(struct known *known)
{
	free(known->modes);
	free(known->workloads);
	*known = (struct known){ 0 };
}
