/* The post's fourth claim: a call is stopped twice, and pays twice. */
#include <math.h>

#include "derive/cells.h"
#include "report/claim.h"
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

static const struct claim_words verdict = {
	.holds = "holds: the exit stop costs about as much again",
	.does_not_hold = "does not hold here: the exit stop costs less than half of the entry stop",
	.undecided = "undecided: the interval is too wide",
};

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
	report_say(report, "Verdict: **%s**.\n\n", claim_verdict(report, "d", &verdict));
}

const struct section section = {
	.order = 525,
	.heading = "### (d) entry *and* exit stop are paid",
	.write = write,
};
