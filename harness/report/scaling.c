/* How the cost grows with the number of tasks under one tracer. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/scaling.h"
#include "report.h"
#include "text.h"
#include "workload.h"

enum { POINTS_MAX = 64 };

/* The sizes at which one mode of a workload was measured, ascending. */
struct curve {
	const struct summary_row *rows[POINTS_MAX];
	size_t n;
};

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
static struct curve curve_of(const struct loaded *loaded, size_t first)
{
	struct curve curve = { .n = 0 };
	const struct summary_row *row = &loaded->rows[first];
	for (size_t i = 0; i < loaded->dataset.n_groups && scales(row); i++) {
		const struct summary_row *other = &loaded->rows[i];
		if (!scales(other) || !same_curve(row, other))
			continue;
		if (i < first)
			return (struct curve){ .n = 0 };
		if (curve.n < POINTS_MAX)
			curve.rows[curve.n++] = other;
	}
	qsort(curve.rows, curve.n, sizeof *curve.rows, by_size);
	return curve.n > 1 ? curve : (struct curve){ .n = 0 };
}

static double saturation(const struct curve *curve)
{
	struct scaling_point points[POINTS_MAX];
	for (size_t i = 0; i < curve->n; i++)
		points[i] = (struct scaling_point){ (double)curve->rows[i]->size,
			curve->rows[i]->ns_per_call };
	return scaling_saturation(points, curve->n);
}

static void write_point(const struct report *report, const struct summary_row *row)
{
	char share[24] = "";
	if (!isnan(row->least_share))
		snprintf(share, sizeof share, "%.2f", row->least_share);
	fprintf(report->out, "| %s | %s | %s | %" PRId64 " | %s | %s | %s | %s |\n",
		text_escape(row->workload).s, text_escape(row->placement).s,
		text_escape(row->mode).s, row->size, text_rate(1e9 / row->ns_per_call).s,
		text_ns_interval(report_ns(row)).s, text_ratio_interval(report_slowdown(row)).s,
		share);
}

static void write_saturation(const struct report *report, const struct curve *curve)
{
	double tasks = saturation(curve);
	const struct summary_row *row = curve->rows[0];
	fprintf(report->out, "- `%s`, %s, placement %s: ", text_escape(row->mode).s,
		text_escape(row->workload).s, text_escape(row->placement).s);
	if (isnan(tasks))
		fprintf(report->out, "it grows up to the %" PRId64 " that were measured\n",
			curve->rows[curve->n - 1]->size);
	else
		fprintf(report->out, "no more than 10 %% beyond **%.0f**\n", tasks);
}

void report_scaling(const struct report *report)
{
	bool begun = false;
	for (size_t i = 0; i < report->loaded->dataset.n_groups; i++) {
		struct curve curve = curve_of(report->loaded, i);
		if (curve.n && !begun)
			fprintf(report->out,
				"## How it grows\n\nSo many tasks make calls at once, under one "
				"tracer (`ptrace-each`: a thread of it for each). The time of a "
				"call is that of all by their number.\n\n"
				"| workload | placement | mode | tasks | calls per "
				"second, in all | per call | slowdown | smallest share |\n"
				"|---|---|---|--:|--:|--:|--:|--:|\n");
		begun |= curve.n > 0;
		for (size_t p = 0; p < curve.n; p++)
			write_point(report, curve.rows[p]);
	}
	if (!begun)
		return;
	fprintf(report->out,
		"\nSmallest share: the operations of the task that made the fewest, by a fair "
		"share. A tracer that has more tasks to serve than it can decides who is next; "
		"where "
		"it waits for them, where nothing stops them, or where each has a thread of its "
		"own, the scheduler does, whose slices are as long as the shorter windows. "
		"`ptrace-first` is the least loop there is, for comparison: it takes what wait(2) "
		"finds first, and lets the rest starve.\n\nFrom "
		"how many tasks on one tracer is saturated, that is, "
		"the calls per second of all together grow no further:\n\n");
	for (size_t i = 0; i < report->loaded->dataset.n_groups; i++) {
		struct curve curve = curve_of(report->loaded, i);
		if (curve.n)
			write_saturation(report, &curve);
	}
	fputs("\n", report->out);
}
