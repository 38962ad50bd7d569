#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "density.h"
#include "records/known.h"

static const struct summary_row *baseline_of(
	const struct summary_row *row, const struct summary_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_yes(rows[i].baseline) && key_same_cell(&rows[i].key, &row->key))
			return &rows[i];
	return NULL;
}

static double per_second(double ns)
{
	return 1e9 / ns;
}

static bool is_point(const struct density_row *point)
{
	return isfinite(point->calls_per_second.value) && point->calls_per_second.value > 0 &&
	       isfinite(point->slowdown.value) && point->slowdown.value > 0;
}

static struct density_row point_of(
	const struct summary_row *row, const struct summary_row *baseline)
{
	struct density_row point;
	row_clear(&density_table, &point);
	point.key = row->key;
	point.calls_per_second.value = per_second(baseline->ns_per_call.value);
	point.calls_per_second.lo = per_second(baseline->ns_per_call.hi);
	point.calls_per_second.hi = per_second(baseline->ns_per_call.lo);
	point.slowdown = row->slowdown;
	return point;
}

static int by_curve(const struct density_row *a, const struct density_row *b)
{
	int order = strcmp(a->placement, b->placement);
	return order ? order : strcmp(a->mode, b->mode);
}

static int by_curve_and_rate(const void *a, const void *b)
{
	const struct density_row *x = a, *y = b;
	int order = by_curve(x, y);
	return order ? order
		     : (x->calls_per_second.value > y->calls_per_second.value) -
			       (x->calls_per_second.value < y->calls_per_second.value);
}

size_t density_points(
	const struct summary_row *rows, size_t n, const char *workload, struct density_row *points)
{
	size_t found = 0;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(rows[i].workload, workload) != 0)
			continue;
		const struct summary_row *baseline = baseline_of(&rows[i], rows, n);
		if (baseline)
			points[found] = point_of(&rows[i], baseline);
		found += baseline && is_point(&points[found]);
	}
	qsort(points, found, sizeof *points, by_curve_and_rate);
	return found;
}

size_t density_curve(const struct density_row *points, size_t n)
{
	size_t length = 0;
	while (length < n && by_curve(points, &points[length]) == 0)
		length++;
	return length;
}

static double value_at(const struct density_row *point)
{
	return point->slowdown.value;
}

static double low_at(const struct density_row *point)
{
	return point->slowdown.lo;
}

static double high_at(const struct density_row *point)
{
	return point->slowdown.hi;
}

/* Returns the rate at which one curve reaches the slowdown. NaN is not above it, and a curve with
 * NaN at that place has no rate. */
static double rate_of(const struct density_row *curve, size_t n, double slowdown,
	double (*at)(const struct density_row *))
{
	size_t above = n;
	while (above > 0 && at(&curve[above - 1]) >= slowdown)
		above--;
	if (n == 0 || (above > 0 && isnan(at(&curve[above - 1]))))
		return (double)NAN;
	if (above == 0)
		return 0;
	if (above == n)
		return INFINITY;
	const struct density_row *a = &curve[above - 1], *b = &curve[above];
	double part = (slowdown - at(a)) / (at(b) - at(a));
	return a->calls_per_second.value +
	       part * (b->calls_per_second.value - a->calls_per_second.value);
}

struct estimate density_rate(const struct density_row *curve, size_t n, double slowdown)
{
	return (struct estimate){
		.value = rate_of(curve, n, slowdown, value_at),
		.lo = rate_of(curve, n, slowdown, high_at),
		.hi = rate_of(curve, n, slowdown, low_at),
	};
}
