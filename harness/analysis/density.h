/* What it costs a program to be watched, by how often it makes calls. */
#ifndef TRACETAX_DENSITY_H
#define TRACETAX_DENSITY_H

#include "estimators.h"
#include "records/rows.h"

/* Fills the points of all curves; a curve is one mode at one placement. Takes those of the n
 * summary rows that are of the workload and whose cell has a baseline. Order: by curve, then by
 * rate, ascending. `points` has room for n. Returns how many there are. */
size_t density_points(
	const struct summary_row *rows, size_t n, const char *workload, struct density_row *points);

/* Returns how many of the n points belong to the curve that begins with the first. */
size_t density_curve(const struct density_row *points, size_t n);

/* Returns the rate, in calls per second, from which a curve costs `slowdown` or more for good.
 * Between two points the curve is straight on linear axes, as it is if a call costs the same at any
 * rate: slowdown = 1 + cost * rate. Returns 0 if all points lie above, infinity if the last lies
 * below; lo and hi are the rates of the curves through the upper and lower ends of the intervals.
 * NaN if the ends, or all points, are missing. */
struct estimate density_rate(const struct density_row *curve, size_t n, double slowdown);

#endif
