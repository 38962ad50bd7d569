/* How the cost grows with the number of tasks: a curve for each mode, workload and placement. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/derivation.h"

/* The points of a curve, by ascending size. */
struct curve {
	const struct summary_row **points;
	size_t n;
};

static bool scales(const struct loaded *campaign, const struct summary_row *row)
{
	const struct workload_row *workload =
		known_workload(&campaign->known, row->key.workload, row->key.size);
	return is_yes(workload->one_pool) && !isnan(row->ns_per_call.value);
}

static int by_place(const struct key *a, const struct key *b)
{
	int order = strcmp(a->workload, b->workload);
	return order ? order : strcmp(a->placement, b->placement);
}

static int by_curve_then_size(const void *a, const void *b)
{
	const struct key *p = &(*(const struct summary_row *const *)a)->key;
	const struct key *q = &(*(const struct summary_row *const *)b)->key;
	int order = by_place(p, q);
	order = order ? order : strcmp(p->mode, q->mode);
	return order ? order : (p->size > q->size) - (p->size < q->size);
}

static int by_place_then_cost(const void *a, const void *b)
{
	const struct curve *x = a, *y = b;
	const struct summary_row *p = x->points[x->n - 1], *q = y->points[y->n - 1];
	double costs[] = { p->ns_per_call.value, q->ns_per_call.value };
	int order = by_place(&p->key, &q->key);
	return order ? order : (costs[0] > costs[1]) - (costs[0] < costs[1]);
}

/* Sorts the points; returns how many there are. */
static size_t points_of(const struct loaded *campaign, const struct summary_row **points)
{
	struct rows summary = tables_rows(campaign, &summary_table);
	const struct summary_row *all = summary.all;
	size_t n = 0;
	for (size_t i = 0; i < summary.n; i++)
		if (scales(campaign, &all[i]))
			points[n++] = &all[i];
	qsort(points, n, sizeof(const struct summary_row *), by_curve_then_size);
	return n;
}

static struct curve curve_from(const struct summary_row **points, size_t n)
{
	struct curve curve = { points, 1 };
	while (curve.n < n && by_place(&points[0]->key, &points[curve.n]->key) == 0 &&
		strcmp(points[0]->key.mode, points[curve.n]->key.mode) == 0)
		curve.n++;
	return curve;
}

/* Finds the curves, the cheapest of each workload and placement first. A single point is no curve.
 * Returns how many there are. */
static size_t curves_of(const struct summary_row **points, size_t n, struct curve *curves)
{
	size_t found = 0;
	for (size_t at = 0, length; at < n; at += length) {
		struct curve curve = curve_from(&points[at], n - at);
		length = curve.n;
		if (length > 1)
			curves[found++] = curve;
	}
	qsort(curves, found, sizeof *curves, by_place_then_cost);
	return found;
}

static int add(struct rows *rows, const struct summary_row *point)
{
	struct scaling_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = point->key;
	row->ns_per_call = point->ns_per_call;
	row->calls_per_second = (struct estimate){ 1e9 / row->ns_per_call.value,
		1e9 / row->ns_per_call.hi, 1e9 / row->ns_per_call.lo };
	row->slowdown = point->slowdown;
	row->least_share = point->least_share;
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	struct rows summary = tables_rows(campaign, &summary_table);
	const struct summary_row **points = malloc((summary.n + 1) * sizeof *points);
	struct curve *curves = malloc((summary.n + 1) * sizeof *curves);
	int error = points && curves ? 0 : -ENOMEM;
	size_t n = error ? 0 : curves_of(points, points_of(campaign, points), curves);
	for (size_t i = 0; i < n; i++)
		for (size_t p = 0; p < curves[i].n && !error; p++)
			error = add(rows, curves[i].points[p]);
	free(points);
	free(curves);
	return error;
}

TABLE(scaling_table, scaling_row, SCALING_COLUMNS, .name = "scaling.csv");

const struct derivation derivation = {
	.table = &scaling_table,
	.summary = "the calls of many tasks at once, curve by curve",
	.derive = derive,
};
