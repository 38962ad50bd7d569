/* Does it matter for me? The rates of calls from which on a mode costs so much. */
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "derive/density.h"
#include "report/report.h"
#include "report/text.h"

/* One end of an interval may lie beyond what was measured, and the other not. */
static struct text rate_words(const struct level_row *row, double rate, const char *reached)
{
	struct text text;
	if (strcmp(reached, "below") == 0)
		snprintf(text.s, sizeof text.s, "below %.24s", text_rate(row->lowest).s);
	else if (strcmp(reached, "beyond") == 0)
		snprintf(text.s, sizeof text.s, "beyond %.24s", text_rate(row->highest).s);
	else
		text = text_rate(rate);
	return text;
}

static struct text level_words(const struct level_row *row)
{
	struct text text = rate_words(row, row->rate.value, row->reached),
		    lo = rate_words(row, row->rate.lo, row->reached_lo),
		    hi = rate_words(row, row->rate.hi, row->reached_hi);
	size_t n = strlen(text.s);
	if (*row->reached_lo && *row->reached_hi && strcmp(lo.s, hi.s) != 0)
		snprintf(text.s + n, sizeof text.s - n, " (%.32s to %.32s)", lo.s, hi.s);
	return text;
}

static bool same_curve(const struct level_row *a, const struct level_row *b)
{
	return strcmp(a->mode, b->mode) == 0 && strcmp(a->placement, b->placement) == 0;
}

/* Writes one line for each curve, of all its levels. */
static void write_levels(const struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &levels_table);
	const struct level_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++) {
		if (i == 0 || !same_curve(&all[i - 1], &all[i]))
			fprintf(report->out, "| `%s` | %s |", text_escape(all[i].mode).s,
				text_escape(all[i].placement).s);
		fprintf(report->out, " %s |", level_words(&all[i]).s);
		if (i + 1 == rows.n || !same_curve(&all[i], &all[i + 1]))
			fputs("\n", report->out);
	}
}

/* Returns what it takes the mode that the post used to cost what the post says, where the chart is
 * drawn; or NULL. */
static const struct level_row *traced(const struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &levels_table);
	const struct level_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (all[i].level == 15 && strcmp(all[i].mode, "ptrace-syscall") == 0 &&
			strcmp(all[i].placement, density_placement(report->loaded)) == 0)
			return &all[i];
	return NULL;
}

static void write_post(const struct report *report)
{
	const struct level_row *row = traced(report);
	double rate = 1e9 / POST_UNTRACED_NS;
	fprintf(report->out,
		"\n\nThe post's 15x is that of a loop which makes %s calls per second when nobody "
		"watches, %s each.",
		text_rate(rate).s, text_ns(POST_UNTRACED_NS).s);
	if (row && rate > row->highest)
		fprintf(report->out,
			" That is beyond all that was measured: `mixed` makes at most %s here.",
			text_rate(row->highest).s);
	if (row)
		fprintf(report->out,
			" Here `ptrace-syscall` costs 15x from this rate on, placement %s: %s "
			"calls per "
			"second.",
			text_escape(row->placement).s, level_words(row).s);
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
			cells_getpid(report->loaded, where[i][0], "ptrace-syscall");
		if (row && !isnan(row->added_ns.value))
			snprintf(told[n++], sizeof *told, "%.40s %s",
				text_ns(row->added_ns.value).s, where[i][1]);
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

static void write_curves(const struct report *report)
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
	write_levels(report);
	fprintf(report->out,
		"\nBetween two measured rates a call is taken to cost the same; an interval is "
		"where the ends of the slowdown's 95 %% intervals come to that. *Beyond* and "
		"*below*: not within what was measured.");
	write_placements(report);
	write_post(report);
}

void report_density(const struct report *report)
{
	fprintf(report->out, "## Does it matter for me?\n\n");
	if (density_placement(report->loaded))
		write_curves(report);
	else
		fprintf(report->out, "Not measured in this campaign: `tracetax run "
				     "bench/density.plan` does it.\n\n");
}
