/* Does it matter for me? The call rates from which a mode costs a given slowdown. */
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

/* Tells whether some curve has two points at this placement: they are neighbours in the table. */
static bool has_curve(const struct rows *rows, const char *placement)
{
	const struct density_row *all = rows->all;
	for (size_t i = 1; i < rows->n; i++)
		if (strcmp(all[i].placement, placement) == 0 &&
			strcmp(all[i - 1].placement, placement) == 0 &&
			strcmp(all[i - 1].mode, all[i].mode) == 0)
			return true;
	return false;
}

/* Returns the first placement at which a curve has two points; NULL where there is none to draw. */
static const char *drawn_at(const struct loaded *loaded)
{
	struct rows rows = tables_rows(loaded, &density_table);
	const char *const *name = loaded->placements;
	while (*name && !has_curve(&rows, *name))
		name++;
	return *name;
}

/* Returns a rate in words; one beyond the measured range becomes "below" or "beyond" its end. */
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

enum { LEVELS = 3 };

static const struct grid_column columns[2 + LEVELS] = {
	{ .heading = "mode", .kind = GRID_CODE },
	{ .heading = "placement" },
	{ .heading = "10 % longer from", .kind = GRID_RATE },
	{ .heading = "twice as long from", .kind = GRID_RATE },
	{ .heading = "15 times from", .kind = GRID_RATE },
};

/* Writes one line for each curve, with the rates of all its levels. */
static void write_levels(struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &levels_table);
	const struct level_row *all = rows.all;
	struct grid grid = GRID(columns);
	for (size_t i = 0; i + LEVELS <= rows.n; i += LEVELS)
		grid_row(&grid, value_text(all[i].mode), value_text(all[i].placement),
			value_text(level_words(&all[i]).s), value_text(level_words(&all[i + 1]).s),
			value_text(level_words(&all[i + 2]).s));
	report_grid(report, &grid);
}

/* Returns the rate at which the post's mode costs the post's 15x, at the placement of the chart; or
 * NULL. */
static const struct level_row *traced(const struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &levels_table);
	const struct level_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (all[i].level == 15 && strcmp(all[i].mode, "ptrace-syscall") == 0 &&
			strcmp(all[i].placement, drawn_at(report->loaded)) == 0)
			return &all[i];
	return NULL;
}

static void write_post(struct report *report)
{
	const struct level_row *row = traced(report);
	const struct post_row post = cells_post(report->loaded);
	report_say(report,
		"\n\nThe post's 15x is that of a loop which makes %s calls per second when nobody watches, %s each.",
		text_rate(post.calls_per_second).s, text_ns(post.untraced_ns).s);
	if (row && post.calls_per_second > row->highest)
		report_say(report,
			" That is a higher rate than any measured here: `mixed` makes at most %s.",
			text_rate(row->highest).s);
	if (row)
		report_say(report,
			" Here `ptrace-syscall` costs 15x from this rate on, placement %s: %s calls per second.",
			row->placement, level_words(row).s);
	report_say(report, "\n\n");
}

/* Writes what a watched call costs at each placement, if there are two or more to compare. */
static void write_placements(struct report *report)
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
	report_say(report,
		" Where another process must be woken for a call, the placement decides as much as the mode: to a `getpid`, `ptrace-syscall` adds ");
	for (size_t i = 0; i < n; i++)
		report_say(report, "%s%s", i ? ", " : "", told[i]);
	report_say(report, ". The more a call costs, the lower these rates are, in proportion.");
}

static void write(struct report *report)
{
	if (!drawn_at(report->loaded)) {
		report_say(report,
			"Not measured in this campaign: `tracetax run bench/density.plan` does it.\n\n");
		return;
	}
	report_say(report,
		"It depends on how often a program calls. `mixed` computes for a while before each call, from 0 to 1 ms. Each column has the rate of calls at which the watched program takes so much longer. A rate is in calls per second of the program when nobody watches it. A program that calls less often pays less. To find the rate of your own program, count its calls as root with `perf stat -e raw_syscalls:sys_enter`. The rate is the number of calls of one thread, divided by the CPU seconds that the thread takes when nobody watches it.\n\n");
	write_levels(report);
	report_say(report,
		"Between two measured rates, a call is assumed to cost the same. An interval ends at the rates at which the two ends of the slowdown's 95 %% interval reach that level. *Beyond* and *below* mean that the rate is not within what was measured.");
	write_placements(report);
	write_post(report);
}

const struct section section = {
	.order = 700,
	.heading = "## Does it matter for me?",
	.write = write,
};
