/* The post's third claim: context switches are what costs. */
#include <math.h>

#include "derive/cells.h"
#include "report/claim.h"
#include "report/section.h"
#include "report/text.h"

static const struct grid_column columns[] = {
	{ .heading = "mode" },
	{ .heading = "placement" },
	{ .heading = "stops per call", .kind = GRID_NUMBER, .decimals = 3 },
	{ .heading = "switches per call", .kind = GRID_NUMBER, .decimals = 3 },
	{ .heading = "added time per switch", .kind = GRID_NS },
};

static void add_row(struct grid *grid, const struct summary_row *row)
{
	bool some = row->switches_per_call > 0.5;
	double each = row->added_ns.value / row->switches_per_call;
	grid_row(grid, value_text(row->mode), value_text(row->placement),
		value_number(row->stops_per_call), value_number(row->switches_per_call),
		value_number(some ? each : (double)NAN));
}

static const struct claim_words verdict = {
	.in_part = "holds in part",
	.does_not_hold = "not as many as expected",
};

static void say_verdict(struct report *report)
{
	const struct summary_row *same = cells_getpid(report->loaded, "same", "ptrace-syscall");
	const struct summary_row *cross = cells_getpid(report->loaded, "cross", "ptrace-syscall");
	if (!same || !cross || isnan(same->switches_per_call)) {
		report_say(report, "Verdict: **not measured**.\n\n");
		return;
	}
	report_say(report,
		"Verdict: **%s**: every stop is two switches, to the tracer and back, and at one placement the added time grows with their number. But the number alone does not set the cost. The same %.2f switches add %s on one CPU and %s on two, where each switch also wakes another CPU.\n\n",
		claim_verdict(report, "c", &verdict), same->switches_per_call,
		text_ns(same->added_ns.value).s, text_ns(cross->added_ns.value).s);
}

static void write(struct report *report)
{
	static const char *const modes[] = { "untraced", "seccomp-trace-miss", "seccomp-trace",
		"ptrace-syscall", "ptrace-regs" };
	struct grid grid = GRID(columns);
	report_say(report,
		"The post says that an untraced call switches from user space to the kernel and back, and that under ptrace it also switches to the tracer and back, at entry and at exit. The table counts context switches between processes, per getpid, on both sides together. Entering the kernel is not such a switch, and happens untraced too.\n\n");
	for (size_t m = 0; m < sizeof modes / sizeof *modes; m++)
		for (size_t p = 0; report->loaded->placements[p]; p++) {
			const struct summary_row *row = cells_getpid(
				report->loaded, report->loaded->placements[p], modes[m]);
			if (row && !isnan(row->switches_per_call))
				add_row(&grid, row);
		}
	report_grid(report, &grid);
	say_verdict(report);
}

const struct section section = {
	.order = 524,
	.heading = "### (c) \"the overhead comes from the number of context switches\"",
	.write = write,
};
