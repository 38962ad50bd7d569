/* How the cost grows with the number of tasks under one tracer. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/scaling.h"
#include "modes/mode.h"
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
	const struct mode *mode = mode_find(row->mode);
	char share[24] = "";
	if (!isnan(row->least_share))
		snprintf(share, sizeof share, "%.2f", row->least_share);
	fprintf(report->out, "| %s | %s | %s | %" PRId64 " | %s | %s | %s | %s |\n",
		text_escape(row->workload).s, text_escape(row->placement).s,
		text_escape(row->mode).s, row->size, text_rate(1e9 / row->ns_per_call).s,
		text_ns_interval(report_ns(row)).s,
		mode && mode->baseline ? "" : text_ratio_interval(report_slowdown(row)).s, share);
}

/* A tracer is saturated, not a program that nobody watches; and not where each task has its own. */
static bool is_of_one_tracer(const struct summary_row *row)
{
	const struct mode *mode = mode_find(row->mode);
	return mode && !mode->baseline && !mode->tracer_each;
}

static void write_saturation(const struct report *report, const struct curve *curve)
{
	double tasks = saturation(curve);
	const struct summary_row *row = curve->rows[0], *last = curve->rows[curve->n - 1];
	size_t at = 0;
	if (!is_of_one_tracer(row))
		return;
	fprintf(report->out, "- `%s`, %s, placement %s: ", text_escape(row->mode).s,
		text_escape(row->workload).s, text_escape(row->placement).s);
	if (isnan(tasks)) {
		fprintf(report->out, "it grows up to the %" PRId64 " that were measured\n",
			last->size);
		return;
	}
	while (at + 1 < curve->n && (double)curve->rows[at]->size < tasks)
		at++;
	fprintf(report->out, "no more than 10 %% beyond **%.0f**", tasks);
	if (at > 0)
		fprintf(report->out, ", not yet at %" PRId64, curve->rows[at - 1]->size);
	fprintf(report->out, "; at %" PRId64 " it makes %.2f of the calls per second at %.0f\n",
		last->size, curve->rows[at]->ns_per_call / last->ns_per_call, tasks);
}

/* Per workload and placement, the cheapest at its largest number first. */
static int by_place_then_cost(const void *a, const void *b)
{
	const struct curve *x = a, *y = b;
	const struct summary_row *p = x->rows[x->n - 1], *q = y->rows[y->n - 1];
	int order = strcmp(p->workload, q->workload);
	order = order ? order : strcmp(p->placement, q->placement);
	return order ? order
		     : (p->ns_per_call > q->ns_per_call) - (p->ns_per_call < q->ns_per_call);
}

/* All, to be freed; NULL where there are none, or no memory. */
static struct curve *curves_of(const struct loaded *loaded, size_t *n)
{
	size_t groups = loaded->dataset.n_groups;
	struct curve *curves = malloc((groups + 1) * sizeof *curves);
	*n = 0;
	for (size_t i = 0; curves && i < groups; i++) {
		curves[*n] = curve_of(loaded, i);
		*n += curves[*n].n > 0;
	}
	if (curves)
		qsort(curves, *n, sizeof *curves, by_place_then_cost);
	return curves;
}

static bool has_first(const struct curve *curves, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(curves[i].rows[0]->mode, "ptrace-first") == 0)
			return true;
	return false;
}

static void write_curves(const struct report *report, const struct curve *curves, size_t n)
{
	fprintf(report->out, "## How it grows\n\nSo many tasks make calls at once, under one "
			     "tracer (`ptrace-each`: a thread of it for each). The time of a "
			     "call is that of all calls by their number. With more tasks a tracer "
			     "finds the next stop waiting already, and need not sleep: so the "
			     "slowdown falls at first.\n\n"
			     "| workload | placement | mode | tasks | calls per "
			     "second, in all | per call | slowdown | smallest share |\n"
			     "|---|---|---|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < n; i++)
		for (size_t p = 0; p < curves[i].n; p++)
			write_point(report, curves[i].rows[p]);
	fprintf(report->out,
		"\nSmallest share: the operations of the task that made the fewest, by a "
		"fair share. Where many tasks wait for one tracer, it decides who is next, "
		"and notifications are queued by the kernel; where the tracer waits for "
		"them, where nothing stops them, or where each has a thread of its own, "
		"the "
		"scheduler decides, whose slices are as long as the shorter windows.%s\n\n"
		"From how many tasks on one tracer is saturated, that is, the calls per "
		"second of all together grow no further:\n\n",
		has_first(curves, n) ? " `ptrace-first` is the least loop there is, for "
				       "comparison: it takes what wait(2) finds first, and "
				       "lets the rest starve."
				     : "");
	for (size_t i = 0; i < n; i++)
		write_saturation(report, &curves[i]);
	fputs("\n", report->out);
}

void report_scaling(const struct report *report)
{
	size_t n;
	struct curve *curves = curves_of(report->loaded, &n);
	if (n > 0)
		write_curves(report, curves, n);
	free(curves);
}
