/* How the cost grows with the number of tasks under one tracer. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "derive/scaling_curves.h"
#include "modes/mode.h"
#include "report/report.h"
#include "report/text.h"

static void write_point(const struct report *report, const struct summary_row *row)
{
	struct mode member;
	const struct mode *mode = mode_find(row->mode, &member);
	char share[24] = "";
	if (!isnan(row->least_share))
		snprintf(share, sizeof share, "%.2f", row->least_share);
	fprintf(report->out, "| %s | %s | %s | %" PRId64 " | %s | %s | %s | %s |\n",
		text_escape(row->workload).s, text_escape(row->placement).s,
		text_escape(row->mode).s, row->size, text_rate(1e9 / row->ns_per_call).s,
		text_ns_interval(cells_ns(row)).s,
		mode && mode->baseline ? "" : text_ratio_interval(cells_slowdown(row)).s, share);
}

/* " (not yet at 1, surely at 16)", as far as the intervals are sure of it. */
static void write_bounds(const struct report *report, const struct saturation *saturation)
{
	const char *separator = " (";
	if (!isnan(saturation->not_yet)) {
		fprintf(report->out, "%snot yet at %.0f", separator, saturation->not_yet);
		separator = ", ";
	}
	if (!isnan(saturation->surely)) {
		fprintf(report->out, "%ssurely at %.0f", separator, saturation->surely);
		separator = ", ";
	}
	fputs(*separator == ',' ? ")" : "", report->out);
}

static void write_saturation(const struct report *report, const struct scaling_curve *curve)
{
	const struct summary_row *row = curve->rows[0], *last = curve->rows[curve->n - 1];
	struct saturation saturation = scaling_saturated(curve);
	const struct summary_row *at = scaling_at(curve, saturation.tasks);
	if (!scaling_has_one_tracer(curve))
		return;
	fprintf(report->out, "- `%s`, %s, placement %s: ", text_escape(row->mode).s,
		text_escape(row->workload).s, text_escape(row->placement).s);
	if (at) {
		fprintf(report->out, "no more than 10 %% beyond **%" PRId64 "**", at->size);
		write_bounds(report, &saturation);
		fprintf(report->out,
			"; at %" PRId64 " it makes %.2f of the calls per second at %" PRId64 "\n",
			last->size, at->ns_per_call / last->ns_per_call, at->size);
	} else {
		fprintf(report->out, "it grows up to the %" PRId64 " that were measured",
			last->size);
		write_bounds(report, &saturation);
		fputc('\n', report->out);
	}
}

/* A loop that is there for comparison alone. */
static bool is_reference(const struct scaling_curve *curve)
{
	struct mode member;
	const struct mode *mode = mode_find(curve->rows[0]->mode, &member);
	return mode && mode->proof;
}

/* On one CPU, under one tracer that means to be fair: the row of the smallest share, or NULL. */
static const struct summary_row *worst_off(const struct scaling *scaling)
{
	const struct summary_row *worst = NULL;
	for (size_t i = 0; i < scaling->n; i++) {
		const struct scaling_curve *curve = &scaling->curves[i];
		if (!scaling_has_one_tracer(curve) || is_reference(curve) ||
			strcmp(curve->rows[0]->placement, "same") != 0)
			continue;
		for (size_t p = 0; p < curve->n; p++)
			if (!isnan(curve->rows[p]->least_share) &&
				(!worst || curve->rows[p]->least_share < worst->least_share))
				worst = curve->rows[p];
	}
	return worst;
}

static const struct {
	const char *mode, *is;
} references[] = {
	{ "ptrace-batch", "is the simplest that serves all: it takes all stops that wait, then "
			  "restarts the tasks in that order. Less than 1 of many tasks: ours asks "
			  "for those of the last batch by name, which spares the kernel its scan "
			  "of all." },
	{ "ptrace-first", "takes what wait(2) finds first, and lets the rest starve: so few run at "
			  "once, which is cheaper." },
};
enum { REFERENCES = sizeof references / sizeof *references };

/* The time of a call by that under a reference, block by block; empty where either is lacking. */
static struct text by_reference(
	const struct report *report, const struct summary_row *row, const char *reference)
{
	const struct group *ours =
		cells_group(report->loaded, row->workload, row->size, row->placement, row->mode);
	const struct group *theirs =
		cells_group(report->loaded, row->workload, row->size, row->placement, reference);
	struct estimate ratio;
	if (!ours || !theirs || summary_ratio(ours, theirs, 0.95, &ratio) < 0)
		return (struct text){ "" };
	return text_ratio_interval(ratio);
}

/* One line for each number of tasks under `ptrace-syscall`. */
static void write_against(
	const struct report *report, const struct scaling_curve *curve, const char *reference)
{
	for (size_t i = 0; i < curve->n; i++) {
		const struct summary_row *row = curve->rows[i];
		struct text ratio = by_reference(report, row, reference);
		if (ratio.s[0])
			fprintf(report->out, "| `%s` | %s | %s | %" PRId64 " | %s |\n", reference,
				text_escape(row->workload).s, text_escape(row->placement).s,
				row->size, ratio.s);
	}
}

static bool is_ours(const struct scaling_curve *curve)
{
	return strcmp(curve->rows[0]->mode, "ptrace-syscall") == 0;
}

/* Whether a curve of ours has a point where that one was measured, too. */
static bool was_measured(
	const struct report *report, const struct scaling *scaling, const char *reference)
{
	for (size_t i = 0; i < scaling->n; i++)
		for (size_t p = 0; is_ours(&scaling->curves[i]) && p < scaling->curves[i].n; p++)
			if (by_reference(report, scaling->curves[i].rows[p], reference).s[0])
				return true;
	return false;
}

static void write_references(const struct report *report, const struct scaling *scaling)
{
	const char *heading = "How long a call takes under `ptrace-syscall`, against the least "
			      "loops there are.";
	const char *table = "";
	for (size_t r = 0; r < REFERENCES; r++) {
		if (!was_measured(report, scaling, references[r].mode))
			continue;
		fprintf(report->out, "%s `%s` %s", heading, references[r].mode, references[r].is);
		heading = "";
		table = "\n\n| against | workload | placement | tasks | so many times as long "
			"|\n|---|---|---|--:|--:|\n";
	}
	fputs(table, report->out);
	for (size_t r = 0; r < REFERENCES; r++)
		for (size_t i = 0; i < scaling->n; i++)
			if (is_ours(&scaling->curves[i]))
				write_against(report, &scaling->curves[i], references[r].mode);
	fputs(*table ? "\n" : "", report->out);
}

static void write_shares(const struct report *report, const struct scaling *scaling)
{
	const struct summary_row *worst = worst_off(scaling);
	fprintf(report->out,
		"\nSmallest share: the operations of the task that made the fewest, divided by "
		"a fair share. Where many tasks wait for one tracer, it decides who is next, "
		"and notifications are queued by the kernel; where the tracer waits for "
		"them, where nothing stops them, or where each has a thread of its own, "
		"the scheduler decides. Its slices are as long as the shorter windows, and at "
		"placement free it may put one task beside the tracer and give the next a CPU "
		"of its own.");
	if (worst)
		fprintf(report->out,
			" On one CPU, where no task is nearer to the tracer than another, the "
			"smallest under any one tracer that means to be fair is **%.2f**: `%s`, "
			"%" PRId64 " %s.",
			worst->least_share, text_escape(worst->mode).s, worst->size,
			text_escape(worst->workload).s);
	fputs("\n\n", report->out);
}

static void write_curves(const struct report *report, const struct scaling *scaling)
{
	fprintf(report->out, "## How it grows\n\nSo many tasks make calls at once, under one "
			     "tracer (`ptrace-each`: a thread of it for each). The time of a "
			     "call is that of all of them, divided by their number; the slowdown "
			     "is against as many tasks that nobody watches, which at placement "
			     "free use every CPU. With more tasks one tracer finds the next stop "
			     "waiting already, and need not sleep: so its slowdown falls at first, "
			     "most of all where it would have to wake another CPU each time.\n\n"
			     "| workload | placement | mode | tasks | calls per "
			     "second, in all | per call | slowdown | smallest share |\n"
			     "|---|---|---|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < scaling->n; i++)
		for (size_t p = 0; p < scaling->curves[i].n; p++)
			write_point(report, scaling->curves[i].rows[p]);
	write_shares(report, scaling);
	write_references(report, scaling);
	fprintf(report->out,
		"From how many tasks on one tracer is saturated, that is, the calls per "
		"second of all together grow no further; in bold by the medians, *not yet* and "
		"*surely* by the whole intervals, each at 95 %% on its own:\n\n");
	for (size_t i = 0; i < scaling->n; i++)
		write_saturation(report, &scaling->curves[i]);
	fputs("\n", report->out);
}

void report_scaling(const struct report *report)
{
	struct scaling scaling;
	if (scaling_find(report->loaded, &scaling) == 0 && scaling.n > 0)
		write_curves(report, &scaling);
	scaling_free(&scaling);
}
