/* The post's first claim: 13.18 s against 0.82 s. Which accounting decides was fixed beforehand. */
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

/* What one accounting says of 15x. */
enum verdict { NOT_MEASURED, NO_INTERVAL, MORE, LESS, TOO_WIDE, WITHIN };

static enum verdict verdict_of(const struct accounting_row *row)
{
	static const char *const names[] = {
		[NOT_MEASURED] = "not-measured",
		[NO_INTERVAL] = "no-interval",
		[MORE] = "more",
		[LESS] = "less",
		[TOO_WIDE] = "too-wide",
		[WITHIN] = "within",
	};
	enum verdict verdict = WITHIN;
	while (verdict > NOT_MEASURED && strcmp(row->verdict, names[verdict]) != 0)
		verdict--;
	return verdict;
}

static const char *timed(const struct accounting_row *row)
{
	return strcmp(row->timed, "program") == 0 ? "the whole program" : "the loop in it";
}

static const char *account(const struct accounting_row *row)
{
	bool of_post = strcmp(row->timed, "program") == 0 && strcmp(row->account, "user time") == 0;
	return of_post ? "user time, as time(1) prints it" : row->account;
}

static const struct grid_column columns[] = {
	{ .heading = "what is timed" },
	{ .heading = "accounting" },
	{ .heading = "decides" },
	{ .heading = "placement" },
	{ .heading = "published", .kind = GRID_RATIO },
	{ .heading = "measured", .kind = GRID_RATIO, .absent = "not measured" },
	{ .heading = "verdict" },
};

static void write_accountings(struct report *report, struct rows rows)
{
	const struct accounting_row *all = rows.all;
	static const char *const words[] = {
		[NOT_MEASURED] = "not measured",
		[NO_INTERVAL] = "undecided: too few blocks or ticks for an interval",
		[MORE] = "more than 15x here",
		[LESS] = "less than 15x here",
		[TOO_WIDE] = "undecided: the interval reaches 15x, but is too wide",
		[WITHIN] = "within: the interval reaches 15x",
	};
	struct grid grid = GRID(columns);
	for (size_t i = 0; i < rows.n; i++)
		grid_row(&grid, value_text(timed(&all[i])), value_text(account(&all[i])),
			value_text(i ? "" : "yes"), value_text(all[i].placement), value_text("15x"),
			value_interval(all[i].ratio), value_text(words[verdict_of(&all[i])]));
	report_grid(report, &grid);
}

/* Writes what was found by the post's own accounting alone. */
static void decide(struct report *report, const struct accounting_row *own)
{
	static const char *const words[][2] = {
		[NOT_MEASURED] = { "Not measured here",
			": this campaign has no user time of the whole program, untraced and traced (`make reproduce` takes it where hyperfine is installed), and no other accounting stands in for it" },
		[NO_INTERVAL] = { "Undecided here",
			". There are too few blocks or ticks for an interval" },
		[MORE] = { "15x is not reproduced here", ", which is more" },
		[LESS] = { "15x is not reproduced here", ", which is less" },
		[TOO_WIDE] = { "Undecided here",
			". The interval reaches 15x, but is too wide to decide" },
		[WITHIN] = { "15x is reproduced here",
			". The interval reaches the post's 15x to 16.1x" },
	};
	enum verdict verdict = verdict_of(own);
	report_say(report, "**%s**", words[verdict][0]);
	if (verdict != NOT_MEASURED)
		report_say(report, ": by the post's own accounting the slowdown is **%s**",
			isnan(own->ratio.value) ? "not known" : text_ratio_interval(own->ratio).s);
	report_own(report, words[verdict][1]);
	report_own(report, ".\n\n");
}

/* Writes what the other accountings give. None of them decides, however near it comes. */
static void write_others(struct report *report, struct rows rows)
{
	const struct accounting_row *all = rows.all;
	const char *before = "Also within: ";
	report_say(report,
		"The other accountings decide nothing, because none of them was named beforehand. ");
	for (size_t i = 1; i < rows.n; i++) {
		if (verdict_of(&all[i]) != WITHIN)
			continue;
		report_say(report, "%s%s by %s, placement `%s`: %s", before, timed(&all[i]),
			account(&all[i]), all[i].placement, text_ratio_interval(all[i].ratio).s);
		before = "; ";
	}
	report_say(report, "%s\n\n",
		*before == ';' ? "." : "None of them gives 15x with a narrow interval.");
}

static void explain(struct report *report)
{
	const struct summary_row *untraced = cells_getpid(report->loaded, "same", "untraced");
	const struct summary_row *traced = cells_getpid(report->loaded, "same", "ptrace-syscall");
	if (!untraced || !traced || isnan(untraced->ns_per_call.value) ||
		isnan(traced->added_ns.value))
		return;
	double stop = cells_added(traced).value / 2;
	const struct post_row post = cells_post(report->loaded);
	double post_stop = (post.traced_ns - post.untraced_ns) / 2;
	double call_ratio = untraced->ns_per_call.value / post.untraced_ns;
	double stop_ratio = stop / post_stop;
	report_say(report,
		"How this machine differs from the post's, by wall time: an untraced call takes %s here and took %s there (%s as long). One stop, with its two context switches, takes %s here on one CPU and took %s there (%s as long). The slowdown is 1 + 2 * stop / call. Between that machine and this one, %s.\n\n",
		text_ns(untraced->ns_per_call.value).s, text_ns(post.untraced_ns).s,
		text_ratio(call_ratio).s, text_ns(stop).s, text_ns(post_stop).s,
		text_ratio(stop_ratio).s,
		stop_ratio > call_ratio
			? "the time of a stop has grown by a larger factor than that of a call"
			: "the time of a call has grown by a larger factor than that of a stop");
}

static void write(struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &accountings_table);
	if (rows.n == 0)
		return; /* without memory */
	report_say(report,
		"The post timed a whole program with `time`, quoted user time, and pinned nothing. The same accounting was named before anything was measured here, and it alone decides: the user time of the whole program, where the scheduler puts its processes (`free`). This is the user time of all processes that `time` waited for. The post does not say whether its 13.18 s are user time like its 0.82 s.\n\n");
	decide(report, rows.all);
	write_accountings(report, rows);
	write_others(report, rows);
	report_say(report,
		"The kernel samples user time at its tick. So the split of a run into user and system time is a guess, and its intervals are wide or missing; the sum of both is exact. For the loop, the ratio of wall times is the median of ratios within blocks, and the ratios of CPU times are ratios of totals. For the whole program, all ratios are medians of ratios within blocks.\n\n");
	explain(report);
}

const struct section section = {
	.order = 521,
	.heading = "### (a) 0.82 s against 13.18 s, \"a 15x slowdown\"",
	.write = write,
};
