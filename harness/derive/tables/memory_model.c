/* The cost of reading and writing memory, as a model for each mode, direction and placement. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/memory.h"
#include "derive/derivation.h"
#include "derive/memory_place.h"

/* Tells whether the model is fitted to the workload: private memory, always the same place, and a
 * length that the reader knows. */
static bool is_plain(const struct workload_row *workload)
{
	return strcmp(workload->backing, "private") == 0 && !is_yes(workload->cold) &&
	       !is_yes(workload->text);
}

/* Fills in the point of a row of the summary, and its model; returns false if it belongs to
 * none. */
static bool point_of(const struct known *known, const struct summary_row *row,
	struct memory_row *model, struct memory_point *point)
{
	const struct workload_row *workload =
		known_workload(known, row->key.workload, row->key.size);
	if (!is_plain(workload) || row->key.size <= 0 || workload->bytes < 1 ||
		workload->pages < 1 || workload->pieces < 1)
		return false;
	*point = (struct memory_point){ (double)workload->bytes, (double)workload->pages,
		(double)workload->pieces, row->ns_per_call.value };
	row_clear(&memory_table, model);
	memcpy(model->mode, row->key.mode, sizeof model->mode);
	memcpy(model->placement, row->key.placement, sizeof model->placement);
	memcpy(model->direction, workload->access, sizeof model->direction);
	return true;
}

static bool same_model(const struct memory_row *a, const struct memory_row *b)
{
	return strcmp(a->mode, b->mode) == 0 && strcmp(a->placement, b->placement) == 0 &&
	       strcmp(a->direction, b->direction) == 0;
}

static bool has(const struct rows *rows, const struct memory_row *model)
{
	const struct memory_row *all = rows->all;
	for (size_t i = 0; i < rows->n; i++)
		if (same_model(&all[i], model))
			return true;
	return false;
}

/* Fits one model to all its points; `points` has room for as many as there are rows. */
static int fit(const struct loaded *campaign, struct memory_row *model, struct memory_point *points)
{
	struct rows summary = tables_rows(campaign, &summary_table);
	const struct summary_row *all = summary.all;
	size_t n = 0;
	for (size_t i = 0; i < summary.n; i++) {
		struct memory_row other;
		n += point_of(&campaign->known, &all[i], &other, &points[n]) &&
		     same_model(model, &other);
	}
	return memory_fit(points, n, model);
}

static int add(struct rows *rows, const struct loaded *campaign, const struct memory_row *model,
	struct memory_point *points)
{
	struct memory_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	*row = *model;
	return fit(campaign, row, points);
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	struct rows summary = tables_rows(campaign, &summary_table);
	const struct summary_row *all = summary.all;
	struct memory_point *points = malloc((summary.n + 1) * sizeof *points);
	int error = points ? 0 : -ENOMEM;
	for (size_t i = 0; i < summary.n && !error; i++) {
		struct memory_row model;
		if (point_of(&campaign->known, &all[i], &model, points) && !has(rows, &model))
			error = add(rows, campaign, &model, points);
	}
	free(points);
	return error;
}

const struct derivation derivation = {
	.table = &memory_table,
	.summary = "the time of reading or writing memory, as a model of bytes, pages and pieces",
	.derive = derive,
};
