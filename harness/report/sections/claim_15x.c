/* The post's first claim: 13.18 s against 0.82 s. Which accounting decides was fixed beforehand. */
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/sections/programs.h"
#include "report/text.h"

/* One way of accounting for the slowdown, at one placement. */
struct finding {
	const char *timed; /* the whole program, or the loop in it */
	const char *account, *placement;
	struct estimate ratio;
	size_t blocks; /* with a run of it and one of its baseline */
};

enum { FINDINGS_MAX = 48 };

/* The first finding is by the post's own accounting. */
struct findings {
	struct finding all[FINDINGS_MAX];
	size_t n;
};

static const char WHOLE[] = "the whole program", LOOP[] = "the loop in it";

static void add_finding(struct findings *findings, struct finding finding)
{
	if (findings->n < FINDINGS_MAX)
		findings->all[findings->n++] = finding;
}

static const struct program_cost_row *traced_at(const struct report *report, const char *placement)
{
	return programs_at(report, "ptrace-syscall", placement);
}

/* Returns the finding by the post's method: the whole program, timed by `time`, nothing pinned. NaN
 * if that was not timed here. */
static struct finding posts_own(const struct report *report)
{
	struct finding own = { WHOLE, "user time, as `time` prints it", "free",
		{ (double)NAN, (double)NAN, (double)NAN }, 0 };
	const struct program_cost_row *row = traced_at(report, own.placement);
	if (row) {
		own.ratio = row->user;
		own.blocks = (size_t)row->paired;
	}
	return own;
}

static void add_whole(const struct report *report, const char *placement, struct findings *findings)
{
	const struct program_cost_row *row = traced_at(report, placement);
	if (!row)
		return;
	size_t blocks = (size_t)row->paired;
	if (strcmp(placement, findings->all[0].placement) != 0)
		add_finding(findings, (struct finding){ WHOLE, findings->all[0].account, placement,
					      row->user, blocks });
	add_finding(findings, (struct finding){ WHOLE, "wall time", placement, row->wall, blocks });
	add_finding(findings,
		(struct finding){ WHOLE, "user and system time", placement, row->cpu, blocks });
}

static void add_loop(const struct account_row *row, struct findings *findings)
{
	const struct {
		const char *account;
		struct estimate ratio;
	} all[] = {
		{ "wall time", row->wall },
		{ "user time of the tracee", row->tracee_user },
		{ "user time of tracee and tracer", row->both_user },
		{ "user and system time of the tracee", row->tracee_cpu },
		{ "user and system time of both", row->both_cpu },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		add_finding(findings, (struct finding){ LOOP, all[i].account, row->placement,
					      all[i].ratio, (size_t)row->blocks });
}

static void add_loops(const struct report *report, const char *placement, struct findings *findings)
{
	struct rows rows = tables_rows(report->loaded, &accounts_table);
	const struct account_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(all[i].placement, placement) == 0)
			add_loop(&all[i], findings);
}

static struct findings findings_of(const struct report *report)
{
	struct findings findings = { .n = 0 };
	add_finding(&findings, posts_own(report));
	for (size_t p = 0; report->loaded->placements[p]; p++)
		add_whole(report, report->loaded->placements[p], &findings);
	for (size_t p = 0; report->loaded->placements[p]; p++)
		add_loops(report, report->loaded->placements[p], &findings);
	return findings;
}

/* What one accounting says of 15x. An interval that reaches 15x decides nothing if its ends differ
 * by more than this factor: it may reach 15x by luck. */
static const double WIDEST = 1.5;
enum verdict { NOT_MEASURED, NO_INTERVAL, MORE, LESS, TOO_WIDE, WITHIN };

/* Compares with "15x" and the quotient of the post's times. */
static enum verdict verdict_of(const struct report *report, const struct finding *finding)
{
	const struct post_row post = cells_post(report->loaded);
	struct estimate ratio = finding->ratio;
	if (finding->blocks == 0)
		return NOT_MEASURED;
	if (isnan(ratio.lo))
		return NO_INTERVAL;
	if (ratio.lo > post.traced_ns / post.untraced_ns)
		return MORE;
	if (ratio.hi < post.slowdown)
		return LESS;
	return ratio.hi > WIDEST * ratio.lo ? TOO_WIDE : WITHIN;
}

static const struct grid_column columns[] = {
	{ .heading = "what is timed" },
	{ .heading = "accounting", .kind = GRID_PROSE },
	{ .heading = "placement" },
	{ .heading = "published", .kind = GRID_RATIO },
	{ .heading = "measured", .kind = GRID_RATIO, .absent = "not measured" },
	{ .heading = "verdict" },
};

static void write_findings(struct report *report, const struct findings *findings)
{
	static const char *const words[] = {
		[NOT_MEASURED] = "not measured",
		[NO_INTERVAL] = "undecided: too few blocks or ticks for an interval",
		[MORE] = "more than 15x here",
		[LESS] = "less than 15x here",
		[TOO_WIDE] = "undecided: the interval reaches 15x, but is too wide",
		[WITHIN] = "within: the interval reaches 15x",
	};
	struct grid grid = GRID(columns);
	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *finding = &findings->all[i];
		char account[64];
		snprintf(account, sizeof account, "%s%s", finding->account,
			i ? "" : ": **decides**");
		grid_row(&grid, value_text(finding->timed), value_text(account),
			value_text(finding->placement), value_text("15x"),
			value_interval(finding->ratio),
			value_text(words[verdict_of(report, finding)]));
	}
	report_grid(report, &grid);
}

/* Writes what was found by the post's own accounting alone. */
static void decide(struct report *report, const struct finding *own)
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
	enum verdict verdict = verdict_of(report, own);
	report_say(report, "**%s**", words[verdict][0]);
	if (verdict != NOT_MEASURED)
		report_say(report, ": by the post's own accounting the slowdown is **%s**",
			isnan(own->ratio.value) ? "not known" : text_ratio_interval(own->ratio).s);
	report_say(report, "%s.\n\n", words[verdict][1]);
}

/* Writes what the other accountings give. None of them decides, however near it comes. */
static void write_others(struct report *report, const struct findings *findings)
{
	const char *before = "Also within: ";
	report_say(report,
		"The other accountings decide nothing, because none of them was named beforehand. ");
	for (size_t i = 1; i < findings->n; i++) {
		const struct finding *finding = &findings->all[i];
		if (verdict_of(report, finding) != WITHIN)
			continue;
		report_say(report, "%s%s by %s, placement `%s`: %s", before, finding->timed,
			finding->account, text_escape(finding->placement).s,
			text_ratio_interval(finding->ratio).s);
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
	struct findings findings = findings_of(report);
	report_say(report,
		"The post timed a whole program with `time`, quoted user time, and pinned nothing. The same accounting was named before anything was measured here, and it alone decides: the user time of the whole program, where the scheduler puts its processes (`free`). This is the user time of all processes that `time` waited for. The post does not say whether its 13.18 s are user time like its 0.82 s.\n\n");
	decide(report, &findings.all[0]);
	write_findings(report, &findings);
	write_others(report, &findings);
	report_say(report,
		"The kernel samples user time at its tick. So the split of a run into user and system time is a guess, and its intervals are wide or missing; the sum of both is exact. For the loop, the ratio of wall times is the median of ratios within blocks, and the ratios of CPU times are ratios of totals. For the whole program, all ratios are medians of ratios within blocks.\n\n");
	explain(report);
}

const struct section section = {
	.order = 410,
	.heading = "### (a) 0.82 s against 13.18 s, \"a 15x slowdown\"",
	.write = write,
};
