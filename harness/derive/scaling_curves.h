/* The curves of how the cost grows with the number of tasks, for the report and the chart. */
#ifndef TRACETAX_SCALING_CURVES_H
#define TRACETAX_SCALING_CURVES_H

#include "analysis/scaling.h"
#include "load.h"

enum { SCALING_POINTS_MAX = 64 };

/* The sizes at which one mode of a workload was measured at one placement: two at least, ascending.
 */
struct scaling_curve {
	const struct summary_row *rows[SCALING_POINTS_MAX];
	size_t n;
};

struct scaling {
	struct scaling_curve *curves;
	size_t n;
};

/* Per workload and placement, the cheapest at its largest number first. 0, or -ENOMEM; in either
 * case to be freed. */
int scaling_find(const struct loaded *loaded, struct scaling *scaling);
void scaling_free(struct scaling *scaling);

/* Whether it has a tracer that can be saturated: one process that answers the stops of all. */
bool scaling_has_one_tracer(const struct scaling_curve *curve);

/* From which point on no larger one makes many more calls a second. */
struct saturation scaling_saturated(const struct scaling_curve *curve);

/* The point of that number of tasks, or NULL. */
const struct summary_row *scaling_at(const struct scaling_curve *curve, double tasks);

#endif
