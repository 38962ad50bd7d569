/* What was found, in a few lines: what a reader takes home. */
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/claim.h"
#include "report/headlines.h"
#include "report/section.h"

static const char TRACED[] = "ptrace-syscall";

static void say_ptrace(
	struct report *report, const struct summary_row *untraced, const struct summary_row *same)
{
	const struct summary_row *cross = cells_getpid(report->loaded, "cross", TRACED);
	report_say(report,
		"- A `getpid` takes %s when nobody watches. Under ptrace, stopped at entry and exit, it takes %s when tracer and tracee share a CPU: a slowdown of **%s**.",
		text_ns_interval(cells_ns(untraced)).s, text_ns_interval(cells_ns(same)).s,
		text_ratio_interval(cells_slowdown(same)).s);
	if (cross)
		report_say(report, " On two CPUs it is **%s**.",
			text_ratio_interval(cells_slowdown(cross)).s);
	report_own(report, "\n");
}

static void say_claim(struct report *report)
{
	const struct claim_row *claim = claim_find(report, "a");
	const struct claim_words words = {
		.holds = "it is reproduced here",
		.does_not_hold = "it is not reproduced here",
		.undecided = claim && isnan(claim->here.hi)
				     ? "that decides nothing, as it has no interval"
				     : "that decides nothing, as its interval is too wide",
	};
	if (claim && !isnan(claim->here.value))
		report_say(report,
			"- The post that this suite grew from says %gx, by the user time of the whole program. By that accounting it is **%s**: %s.\n",
			claim->bound, text_ratio_interval(claim->here).s,
			claim_verdict(report, "a", &words));
}

static void say_cheapest(struct report *report, const char *where,
	bool (*is_of_kind)(const struct mode_row *), const char *misses)
{
	const struct summary_row *row = headline_cheapest(report, is_of_kind);
	if (!row)
		return;
	const struct mode_row *mode = known_mode(&report->loaded->known, row->mode);
	report_say(report, " The cheapest %s is `%s`, since Linux %s: it adds %s", where, row->mode,
		mode->since, text_ns_interval(cells_added(row)).s);
	if (*misses)
		report_say(report, "%s misses %s", *mode->needs ? "," : " and", misses);
	if (*mode->needs)
		report_say(report, "%s needs %s", *misses ? ", and" : " and", mode->needs);
	report_own(report, ".");
}

static void say_mechanisms(struct report *report)
{
	if (!headline_cheapest(report, headline_is_outside) &&
		!headline_cheapest(report, headline_is_inside))
		return;
	report_own(report, "- **To read and refuse each call.**");
	say_cheapest(report, "from another process", headline_is_outside, "");
	say_cheapest(report, "within the process", headline_is_inside, "static programs");
	report_own(report, "\n");
}

static void say_filter(struct report *report)
{
	const struct summary_row *row = cells_getpid(report->loaded, "same", "seccomp-trace-miss");
	if (row)
		report_say(report,
			"- A call that a seccomp filter lets pass unseen costs %s more.\n",
			text_ns_interval(cells_added(row)).s);
}

static void say_level(struct report *report)
{
	struct rows levels = tables_rows(report->loaded, &levels_table);
	const struct level_row *all = levels.all;
	for (size_t i = 0; i < levels.n; i++)
		if (strcmp(all[i].mode, TRACED) == 0 && strcmp(all[i].placement, "same") == 0 &&
			all[i].level < 2 && !isnan(all[i].rate.value)) {
			report_say(report,
				"- A program takes %gx as long under `%s` from %s calls per second on; one that calls less often loses less.\n",
				all[i].level, TRACED, text_rate(all[i].rate.value).s);
			return;
		}
}

static void write(struct report *report)
{
	const struct summary_row *untraced = cells_getpid(report->loaded, "same", "untraced");
	const struct summary_row *same = cells_getpid(report->loaded, "same", TRACED);
	if (!untraced || !same)
		return;
	say_ptrace(report, untraced, same);
	say_claim(report);
	say_mechanisms(report);
	say_filter(report);
	say_level(report);
	report_own(report, "\n");
}

const struct section section = {
	.order = 200,
	.heading = "## What was found",
	.answers = true,
	.write = write,
};
