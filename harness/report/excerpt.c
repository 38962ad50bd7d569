#include "derive/cells.h"
#include "grid/format.h"
#include "report.h"

static const struct grid_column columns[] = {
	{ .heading = "mode", .kind = GRID_CODE },
	{ .heading = "stops per call", .kind = GRID_NUMBER, .absent = "not measured" },
	{ .heading = "one getpid, same CPU", .kind = GRID_NS },
	{ .heading = "slowdown, same CPU", .kind = GRID_RATIO },
	{ .heading = "slowdown, two CPUs", .kind = GRID_RATIO },
};

static void add_row(struct report *report, struct grid *grid, const char *mode, bool baseline)
{
	const struct summary_row *same = cells_getpid(report->loaded, "same", mode);
	const struct summary_row *cross = cells_getpid(report->loaded, "cross", mode);
	struct value one = value_text("1"), none = value_text(NULL);
	if (same)
		grid_row(grid, value_text(mode), value_number(same->stops_per_call),
			value_interval(cells_ns(same)),
			baseline ? one : value_interval(cells_slowdown(same)),
			baseline ? one : value_interval(cells_slowdown(cross)));
	else
		grid_row(grid, value_text(mode), none, none, none, none);
}

void report_excerpt(struct report *report)
{
	static const char *const modes[] = { "untraced", "preload", "seccomp-allow", "rewrite",
		"tracepoint", "sud-trap", "user-notif-continue", "seccomp-trace", "ptrace-syscall",
		"ptrace-regs" };
	struct grid grid = GRID(columns);
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
		add_row(report, &grid, modes[i], i == 0);
	report->error = grid_write(&grid, &format_markdown, report->out);
	grid_free(&grid);
}
