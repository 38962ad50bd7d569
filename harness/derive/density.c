#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/density.h"
#include "density.h"
#include "modes/mode.h"
#include "plan/placements.h"

const double density_levels[LEVELS] = { 1.1, 2, 15 };

static double worst(const struct curve *curve)
{
	return curve->points[curve->n - 1].slowdown;
}

static int by_placement_then_worst(const void *a, const void *b)
{
	const struct curve *p = a, *q = b;
	int order =
		strcmp(q->points->placement, p->points->placement); /* same before free, cross */
	double x = worst(a), y = worst(b);
	return order ? order : (x > y) - (x < y);
}

int density_find(const struct loaded *loaded, struct density *density)
{
	size_t n = loaded->dataset.n_groups;
	*density = (struct density){ .points = malloc((n + 1) * sizeof *density->points) };
	if (!density->points)
		return -ENOMEM;
	density->n_points = n = density_points(loaded->rows, n, density->points);
	for (const struct density_row *at = density->points; n && density->n < CURVES_MAX;) {
		struct curve curve = { at, density_curve(at, n),
			strcmp(at->mode, mode_baseline(false)->name) == 0 };
		density->curves[density->n++] = curve;
		at += curve.n;
		n -= curve.n;
	}
	qsort(density->curves, density->n, sizeof *density->curves, by_placement_then_worst);
	return 0;
}

void density_free(struct density *density)
{
	free(density->points);
}

const char *density_placement(const struct density *density)
{
	for (size_t p = 0; placement_names[p]; p++)
		for (size_t i = 0; i < density->n; i++)
			if (density->curves[i].n > 1 && strcmp(density->curves[i].points->placement,
								placement_names[p]) == 0)
				return placement_names[p];
	return NULL;
}
