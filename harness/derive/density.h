/* The curves of the workload `mixed`: their file, and what the chart and the report take of them.
 */
#ifndef TRACETAX_DENSITY_CURVES_H
#define TRACETAX_DENSITY_CURVES_H

#include "load.h"

struct curve {
	const struct density_row *points; /* by ascending rate */
	size_t n;
	bool control; /* the baseline's, against itself */
};
enum { CURVES_MAX = 256, LEVELS = 3 };

struct density {
	struct density_row *points;
	size_t n_points;
	struct curve curves[CURVES_MAX]; /* by placement, then the cheapest first */
	size_t n;
};

/* The slowdowns whose rates are asked for. */
extern const double density_levels[LEVELS];

/* 0 or -ENOMEM. */
int density_find(const struct loaded *loaded, struct density *density);
void density_free(struct density *density);

/* The first placement at which a curve has two points; NULL where there is none to draw. */
const char *density_placement(const struct density *density);

#endif
