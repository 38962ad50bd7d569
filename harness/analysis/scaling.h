/* How the total call rate of many tracees grows with their number. */
#ifndef TRACETAX_SCALING_H
#define TRACETAX_SCALING_H

#include <stddef.h>

#include "estimators.h"

struct scaling_point {
	double tasks;
	struct estimate ns; /* per call of all together: the inverse of their total rate */
};

/* A number of tasks saturates the tracer if no larger one makes more than SCALING_GROWTH times as
 * many calls per second. Each member is NaN if there is no such number; the largest one cannot be
 * judged. */
struct saturation {
	double tasks; /* the first that saturates, by the values */
	double not_yet; /* the last before it that does not, by the whole intervals */
	double surely; /* the first that does, by the whole intervals */
};

/* Finds saturation among points, which must ascend. */
struct saturation scaling_saturation(const struct scaling_point *points, size_t n);

static const double SCALING_GROWTH = 1.1;

#endif
