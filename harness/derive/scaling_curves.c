#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/scaling.h"
#include "cells.h"
#include "modes/mode.h"
#include "scaling_curves.h"
#include "workload.h"

static bool scales(const struct summary_row *row)
{
	const struct workload *workload = workload_find(row->workload);
	return workload && workload->size_unit == SIZE_TASKS && !workload->every_task &&
	       !isnan(row->ns_per_call);
}

static int by_size(const void *a, const void *b)
{
	const struct summary_row *const *x = a, *const *y = b;
	return ((*x)->size > (*y)->size) - ((*x)->size < (*y)->size);
}

static bool same_curve(const struct summary_row *a, const struct summary_row *b)
{
	return strcmp(a->workload, b->workload) == 0 && strcmp(a->mode, b->mode) == 0 &&
	       strcmp(a->placement, b->placement) == 0;
}

/* Empty where an earlier row has it, or it is a point alone. */
static struct scaling_curve curve_of(const struct loaded *loaded, size_t first)
{
	struct scaling_curve curve = { .n = 0 };
	const struct summary_row *row = &loaded->rows[first];
	for (size_t i = 0; i < loaded->dataset.n_groups && scales(row); i++) {
		const struct summary_row *other = &loaded->rows[i];
		if (!scales(other) || !same_curve(row, other))
			continue;
		if (i < first)
			return (struct scaling_curve){ .n = 0 };
		if (curve.n < SCALING_POINTS_MAX)
			curve.rows[curve.n++] = other;
	}
	qsort(curve.rows, curve.n, sizeof *curve.rows, by_size);
	return curve.n > 1 ? curve : (struct scaling_curve){ .n = 0 };
}

static int by_place_then_cost(const void *a, const void *b)
{
	const struct scaling_curve *x = a, *y = b;
	const struct summary_row *p = x->rows[x->n - 1], *q = y->rows[y->n - 1];
	int order = strcmp(p->workload, q->workload);
	order = order ? order : strcmp(p->placement, q->placement);
	return order ? order
		     : (p->ns_per_call > q->ns_per_call) - (p->ns_per_call < q->ns_per_call);
}

int scaling_find(const struct loaded *loaded, struct scaling *scaling)
{
	size_t groups = loaded->dataset.n_groups;
	*scaling = (struct scaling){ malloc((groups + 1) * sizeof *scaling->curves), 0 };
	if (!scaling->curves)
		return -ENOMEM;
	for (size_t i = 0; i < groups; i++) {
		scaling->curves[scaling->n] = curve_of(loaded, i);
		scaling->n += scaling->curves[scaling->n].n > 0;
	}
	qsort(scaling->curves, scaling->n, sizeof *scaling->curves, by_place_then_cost);
	return 0;
}

void scaling_free(struct scaling *scaling)
{
	free(scaling->curves);
}

bool scaling_has_one_tracer(const struct scaling_curve *curve)
{
	struct mode member;
	const struct mode *mode = mode_find(curve->rows[0]->mode, &member);
	return mode && mode->supervise && mode->stops_per_call > 0 && !mode->tracer_each;
}

struct saturation scaling_saturated(const struct scaling_curve *curve)
{
	struct scaling_point points[SCALING_POINTS_MAX];
	for (size_t i = 0; i < curve->n; i++)
		points[i] = (struct scaling_point){ (double)curve->rows[i]->size,
			cells_ns(curve->rows[i]) };
	return scaling_saturation(points, curve->n);
}

const struct summary_row *scaling_at(const struct scaling_curve *curve, double tasks)
{
	for (size_t i = 0; i < curve->n; i++)
		if ((double)curve->rows[i]->size == tasks)
			return curve->rows[i];
	return NULL;
}
