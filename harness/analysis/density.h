/* What being watched costs a program, against how often it calls. */
#ifndef TRACETAX_DENSITY_H
#define TRACETAX_DENSITY_H

#include "estimators.h"
#include "records/rows.h"

/* The points of all curves, a curve being one mode at one placement: each of the n summary rows of
 * the workload `mixed` that has its baseline beside it, in the same cell. Curve by curve, by
 * ascending rate. `points` has room for n; how many there are. */
size_t density_points(const struct summary_row *rows, size_t n, struct density_row *points);

/* How many of the n points make up the curve that begins with the first. */
size_t density_curve(const struct density_row *points, size_t n);

/* From how many calls per second on a curve costs `slowdown` and stays above. Between two points it
 * is straight on linear axes, as it is where a call costs the same at any rate: the slowdown is one
 * plus that cost times the rate. 0 where all points lie above, infinite where the last lies below;
 * lo and hi are the same of the curves through the upper and the lower ends of the intervals. NaN
 * where those, or all, are missing. */
struct estimate density_rate(const struct density_row *curve, size_t n, double slowdown);

#endif
