/* The call rate from which a mode costs a given slowdown: where each curve reaches each level. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/density.h"
#include "derive/cells.h"
#include "derive/derivation.h"

static const double levels[] = { 1.1, 2, 15 };
enum { LEVELS = sizeof levels / sizeof *levels };

struct curve {
	const struct density_row *points; /* by ascending rate */
	size_t n;
};

static double worst(const struct curve *curve)
{
	return curve->points[curve->n - 1].slowdown.value;
}

static int by_placement_then_worst(const void *a, const void *b)
{
	const struct curve *p = a, *q = b;
	int order = strcmp(q->points->key.placement, p->points->key.placement); /* same first */
	double x = worst(p), y = worst(q);
	return order ? order : (x > y) - (x < y);
}

/* Finds the curves, except those of the baseline against itself; returns how many there are. */
static size_t curves_of(
	const struct loaded *campaign, const struct rows *points, struct curve *curves)
{
	const struct density_row *all = points->all;
	size_t n = 0, length;
	for (size_t at = 0; at < points->n; at += length) {
		length = density_curve(&all[at], points->n - at);
		if (!cells_is_baseline(campaign, all[at].key))
			curves[n++] = (struct curve){ &all[at], length };
	}
	qsort(curves, n, sizeof *curves, by_placement_then_worst);
	return n;
}

/* Fills a rate that the curve reaches, else the side of the measured rates on which it lies. */
static void put(double rate, double *into, char *where, size_t size)
{
	bool within = rate > 0 && isfinite(rate);
	*into = within ? rate : (double)NAN;
	snprintf(where, size, "%s",
		isnan(rate) ? ""
		: within    ? "within"
		: rate > 0  ? "beyond"
			    : "below");
}

static int add(struct rows *rows, const struct curve *curve, double level)
{
	struct level_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	struct estimate rate = density_rate(curve->points, curve->n, level);
	memcpy(row->placement, curve->points->key.placement, sizeof row->placement);
	memcpy(row->mode, curve->points->key.mode, sizeof row->mode);
	row->level = level;
	put(rate.value, &row->rate.value, row->reached, sizeof row->reached);
	put(rate.lo, &row->rate.lo, row->reached_lo, sizeof row->reached_lo);
	put(rate.hi, &row->rate.hi, row->reached_hi, sizeof row->reached_hi);
	row->lowest = curve->points[0].calls_per_second.value;
	row->highest = curve->points[curve->n - 1].calls_per_second.value;
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	struct rows points = tables_rows(campaign, &density_table);
	struct curve *curves = malloc((points.n + 1) * sizeof *curves);
	int error = curves ? 0 : -ENOMEM;
	size_t n = curves ? curves_of(campaign, &points, curves) : 0;
	for (size_t i = 0; i < n; i++)
		for (size_t level = 0; level < LEVELS && !error; level++)
			error = add(rows, &curves[i], levels[level]);
	free(curves);
	return error;
}

TABLE(levels_table, level_row, LEVEL_COLUMNS, .name = "levels.csv");

const struct derivation derivation = {
	.table = &levels_table,
	.summary = "the rate of calls at which a mode costs so much",
	.derive = derive,
};
