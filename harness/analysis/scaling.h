/* How the calls per second of many tracees, all together, grow with their number. */
#ifndef TRACETAX_SCALING_H
#define TRACETAX_SCALING_H

#include <stddef.h>

struct scaling_point {
	double tasks;
	double ns_per_call; /* of all together: its inverse is their rate */
};

/* The number of tasks from which no larger one makes more than SCALING_GROWTH times as many calls a
 * second; the points ascend. NaN where that is the last one: it may go on growing. */
double scaling_saturation(const struct scaling_point *points, size_t n);

static const double SCALING_GROWTH = 1.1;

#endif
