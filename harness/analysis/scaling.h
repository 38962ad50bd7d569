/* How the calls per second of many tracees, all together, grow with their number. */
#ifndef TRACETAX_SCALING_H
#define TRACETAX_SCALING_H

#include <stddef.h>

#include "estimators.h"

struct scaling_point {
	double tasks;
	struct estimate ns; /* per call of all together: its inverse is their rate */
};

/* A number of tasks saturates if no larger one makes more than SCALING_GROWTH times as many calls a
 * second. Each NaN where there is none; the largest number tells nothing of itself. */
struct saturation {
	double tasks; /* the first that does, by the values */
	double not_yet; /* the last before it that does not, by the whole intervals */
	double surely; /* the first that does, by the whole intervals */
};

/* The points ascend. */
struct saturation scaling_saturation(const struct scaling_point *points, size_t n);

static const double SCALING_GROWTH = 1.1;

#endif
