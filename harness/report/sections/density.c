/* Does it matter for me? The rates of calls from which on a mode costs so much. */
#include <math.h>
#include <string.h>

#include "analysis/density.h"
#include "derive/cells.h"
#include "derive/density.h"
#include "report/report.h"
#include "report/text.h"

/* One end of an interval may lie beyond what was measured, and the other not. */
static struct text rate_words(const struct curve *curve, double rate)
{
	double lowest = curve->points[0].calls_per_second,
	       highest = curve->points[curve->n - 1].calls_per_second;
	struct text text;
	if (rate == 0)
		snprintf(text.s, sizeof text.s, "below %.24s", text_rate(lowest).s);
	else if (isinf(rate))
		snprintf(text.s, sizeof text.s, "beyond %.24s", text_rate(highest).s);
	else
		text = text_rate(rate);
	return text;
}

static struct text level_words(const struct curve *curve, double level)
{
	struct estimate rate = density_rate(curve->points, curve->n, level);
	struct text text = rate_words(curve, rate.value), lo = rate_words(curve, rate.lo),
		    hi = rate_words(curve, rate.hi);
	size_t n = strlen(text.s);
	if (!isnan(rate.lo) && !isnan(rate.hi) && strcmp(lo.s, hi.s) != 0)
		snprintf(text.s + n, sizeof text.s - n, " (%.32s to %.32s)", lo.s, hi.s);
	return text;
}

static void write_curve(const struct report *report, const struct curve *curve)
{
	fprintf(report->out, "| `%s` | %s |", text_escape(curve->points->mode).s,
		text_escape(curve->points->placement).s);
	for (size_t i = 0; i < LEVELS; i++)
		fprintf(report->out, " %s |", level_words(curve, density_levels[i]).s);
	fputs("\n", report->out);
}

/* Of the mode that the post used, where the chart is drawn. */
static const struct curve *traced(const struct density *density)
{
	for (size_t i = 0; i < density->n; i++)
		if (strcmp(density->curves[i].points->mode, "ptrace-syscall") == 0 &&
			strcmp(density->curves[i].points->placement, density_placement(density)) ==
				0)
			return &density->curves[i];
	return NULL;
}

static void write_post(const struct report *report, const struct density *density)
{
	const struct curve *curve = traced(density);
	double rate = 1e9 / POST_UNTRACED_NS;
	fprintf(report->out,
		"\n\nThe post's 15x is that of a loop which makes %s calls per second when nobody "
		"watches, %s each.",
		text_rate(rate).s, text_ns(POST_UNTRACED_NS).s);
	if (curve && rate > curve->points[curve->n - 1].calls_per_second)
		fprintf(report->out,
			" That is beyond all that was measured: `mixed` makes at most %s here.",
			text_rate(curve->points[curve->n - 1].calls_per_second).s);
	if (curve)
		fprintf(report->out,
			" Here `ptrace-syscall` costs 15x from this rate on, placement %s: %s "
			"calls per "
			"second.",
			text_escape(curve->points->placement).s, level_words(curve, 15).s);
	fputs("\n\n", report->out);
}

/* What the rates would be elsewhere: told if there is more than one place to compare. */
static void write_placements(const struct report *report)
{
	static const char *const where[][2] = { { "same", "where tracer and program share a CPU" },
		{ "cross", "where each has its own" }, { "free", "where the scheduler chooses" } };
	enum { PLACES = sizeof where / sizeof *where };
	char told[PLACES][96];
	size_t n = 0;
	for (size_t i = 0; i < PLACES; i++) {
		const struct summary_row *row =
			cells_row(report->loaded, "getpid", ABSENT, where[i][0], "ptrace-syscall");
		if (row && !isnan(row->added_ns))
			snprintf(told[n++], sizeof *told, "%.40s %s", text_ns(row->added_ns).s,
				where[i][1]);
	}
	if (n < 2)
		return;
	fputs(" Where another process must be woken for a call, the placement decides as much as "
	      "the mode: to a `getpid`, `ptrace-syscall` adds ",
		report->out);
	for (size_t i = 0; i < n; i++)
		fprintf(report->out, "%s%s", i ? ", " : "", told[i]);
	fputs(". The dearer a call, the lower the rates, in proportion.", report->out);
}

static void write_curves(const struct report *report, const struct density *density)
{
	fprintf(report->out,
		"It depends on how often a program calls. `mixed` computes for a while before each "
		"call, from 0 to 1 ms; the columns have the rate, in calls per second of the "
		"program "
		"when nobody watches it, from which on being watched makes it take so much longer. "
		"Whoever calls more seldom pays less. `perf stat -e raw_syscalls:sys_enter` counts "
		"the calls of a program of yours, as root: those of one thread, divided by the CPU "
		"seconds that the thread takes when nobody watches it, are its rate.\n\n"
		"| mode | placement | 10 %% longer from | twice as long from | 15 times from |\n"
		"|---|---|--:|--:|--:|\n");
	for (size_t i = 0; i < density->n; i++)
		if (!density->curves[i].control)
			write_curve(report, &density->curves[i]);
	fprintf(report->out,
		"\nBetween two measured rates a call is taken to cost the same; an interval is "
		"where the ends of the slowdown's 95 %% intervals come to that. *Beyond* and "
		"*below*: not within what was measured.");
	write_placements(report);
	write_post(report, density);
}

void report_density(const struct report *report)
{
	struct density density;
	fprintf(report->out, "## Does it matter for me?\n\n");
	if (density_find(report->loaded, &density) == 0 && density_placement(&density))
		write_curves(report, &density);
	else
		fprintf(report->out, "Not measured in this campaign: `tracetax run "
				     "bench/density.plan` does it.\n\n");
	density_free(&density);
}
