/* The post's fourth claim: a call is stopped twice, and pays twice. */
#include <math.h>

#include "derive/cells.h"
#include "report/section.h"

static const char one[] = "seccomp-trace", both[] = "seccomp-trace-exit";

static const struct grid_column columns[] = {
	{ .heading = "placement" },
	{ .heading = "entry stop", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "entry and exit stop", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "time of both against one", .kind = GRID_RATIO, .absent = "not measured" },
};

/* Returns how a getpid that stops twice compares with one that stops once, or NULL. */
static const struct ratio_row *ratio_at(const struct report *report, const char *placement)
{
	const struct summary_row *row = cells_getpid(report->loaded, placement, both);
	return row ? cells_ratio(report->loaded, row->key, one) : NULL;
}

static void write(struct report *report)
{
	struct grid grid = GRID(columns);
	report_say(report,
		"Added per getpid by the entry stop alone (`seccomp-trace`) and by both (`seccomp-trace-exit`):\n\n");
	for (size_t p = 0; report->loaded->placements[p]; p++) {
		const char *placement = report->loaded->placements[p];
		const struct ratio_row *row = ratio_at(report, placement);
		if (row)
			grid_row(&grid, value_text(placement),
				value_interval(
					cells_added(cells_getpid(report->loaded, placement, one))),
				value_interval(
					cells_added(cells_getpid(report->loaded, placement, both))),
				value_interval(row->ratio));
	}
	report_grid(report, &grid);
	const struct ratio_row *row = ratio_at(report, "same");
	report_say(report, "Verdict: **%s**.\n\n",
		!row || isnan(row->ratio.lo) ? "not measured"
		: row->ratio.lo > 1.5	     ? "holds: the exit stop costs about as much again"
		: row->ratio.hi < 1.5
			? "does not hold here: the exit stop costs less than half of the entry stop"
			: "undecided: the interval is too wide");
}

const struct section section = {
	.order = 450,
	.heading = "### (d) entry *and* exit stop are paid",
	.write = write,
};
