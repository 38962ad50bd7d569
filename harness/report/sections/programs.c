/* The post's program as a whole, timed by hyperfine: an independent check of our clock. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

static const char *const modes[] = { "untraced", "ptrace-syscall", "wrap:strace" };
enum { MODES = sizeof modes / sizeof *modes };

/* Returns what was measured of the program; NULL where it was not timed with its calls. */
static const struct program_cost_row *programs_at(
	const struct report *report, const char *mode, const char *placement)
{
	struct rows rows = tables_rows(report->loaded, &program_costs_table);
	const struct program_cost_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (all[i].blocks > 0 && strcmp(all[i].mode, mode) == 0 &&
			strcmp(all[i].placement, placement) == 0)
			return &all[i];
	return NULL;
}

/* Calls `take` for each mode and placement that was timed, including untraced if asked. */
static void for_each(struct report *report, bool untraced, struct grid *grid,
	void (*take)(struct report *, struct grid *, const struct program_cost_row *))
{
	for (size_t p = 0; report->loaded->placements[p]; p++)
		for (size_t m = untraced ? 0 : 1; m < MODES; m++) {
			const struct program_cost_row *row =
				programs_at(report, modes[m], report->loaded->placements[p]);
			if (row)
				take(report, grid, row);
		}
}

static const struct grid_column time_columns[] = {
	{ .heading = "mode" },
	{ .heading = "placement" },
	{ .heading = "blocks", .kind = GRID_COUNT },
	{ .heading = "calls in a run", .kind = GRID_COUNT },
	{ .heading = "per call, wall", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "user", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "user and system", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "start and end", .kind = GRID_NS, .absent = "not measured" },
};

static void add_times(struct report *report, struct grid *grid, const struct program_cost_row *row)
{
	(void)report;
	grid_row(grid, value_text(row->mode), value_text(row->placement), value_count(row->blocks),
		value_count(row->calls), value_interval(row->wall_ns), value_interval(row->user_ns),
		value_interval(row->cpu_ns), value_interval(row->start_ns));
}

static const struct grid_column ratio_columns[] = {
	{ .heading = "mode" },
	{ .heading = "placement" },
	{ .heading = "user time, ratio", .kind = GRID_RATIO, .absent = "not measured" },
	{ .heading = "wall, ratio", .kind = GRID_RATIO, .absent = "not measured" },
	{ .heading = "user and system, ratio", .kind = GRID_RATIO, .absent = "not measured" },
};

static void add_ratios(struct report *report, struct grid *grid, const struct program_cost_row *row)
{
	(void)report;
	grid_row(grid, value_text(row->mode), value_text(row->placement), value_interval(row->user),
		value_interval(row->wall), value_interval(row->cpu));
}

static void say_unseen(struct report *report, struct grid *grid, const struct program_cost_row *row)
{
	(void)grid;
	if (row->unseen > 0)
		report_say(report,
			"In %" PRId64 " of the %" PRId64
			" blocks of %s at placement %s the kernel's tick never found one of the two programs in user mode: the ratio of such a block lies beyond all others.\n\n",
			row->unseen, row->blocks, row->mode, row->placement);
}

static const struct grid_column clock_columns[] = {
	{ .heading = "mode" },
	{ .heading = "placement" },
	{ .heading = "whole program, per call", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "our windows, per call", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "the whole program takes", .kind = GRID_PERCENT },
};

/* Returns a ratio as a difference: "+1.2 % (-0.5 to +2.9)". */
static struct text difference(struct estimate ratio)
{
	struct text text;
	int n = snprintf(text.s, sizeof text.s, "%+.1f %%", (ratio.value - 1) * 100);
	if (!isnan(ratio.lo) && !isnan(ratio.hi))
		snprintf(text.s + n, sizeof text.s - (size_t)n, " (%+.1f to %+.1f)",
			(ratio.lo - 1) * 100, (ratio.hi - 1) * 100);
	return text;
}

/* Adds how the two clocks compare, as the reader must know where they differ. */
static void add_clocks(struct report *report, struct grid *grid, const struct program_cost_row *row)
{
	(void)report;
	if (!isnan(row->clocks.value))
		grid_row(grid, value_text(row->mode), value_text(row->placement),
			value_interval(row->wall_ns), value_interval(row->window_ns),
			value_text(difference(row->clocks).s));
}

static void write_clocks(struct report *report)
{
	struct grid grid = GRID(clock_columns);
	report_say(report, "The same call by our own clock, in the windows of this report:\n\n");
	for_each(report, true, &grid, add_clocks);
	report_grid(report, &grid);
	report_say(report,
		"The range of the difference is computed from the far ends of both intervals. Our intervals come from short windows in fresh processes within one campaign. A long run of one process, or another campaign, may lie outside them.\n\n");
}

static void write(struct report *report)
{
	struct grid times = GRID(time_columns), ratios = GRID(ratio_columns);
	if (tables_rows(report->loaded, &program_costs_table).n == 0) {
		report_say(report,
			"Not timed in this campaign: `make reproduce` does it where hyperfine is installed.\n\n");
		return;
	}
	report_say(report,
		"The post's loop runs as a process of its own, timed by hyperfine. A block has one run of each program, in random order. The number of calls in a run was chosen beforehand, by how long they take. User and system time are those of all processes together. The time of start and end is measured by a run without calls, and subtracted from each run.\n\n");
	for_each(report, true, &times, add_times);
	report_grid(report, &times);
	report_say(report,
		"Compared with untraced at the same placement, by the times per call within a block:\n\n");
	for_each(report, false, &ratios, add_ratios);
	report_grid(report, &ratios);
	for_each(report, false, NULL, say_unseen);
	write_clocks(report);
	report_say(report, "The same as data: [%s](%s/%s).\n\n", programs_table.name, report->base,
		programs_table.name);
}

const struct section section = {
	.order = 522,
	.heading = "#### The post's program as a whole",
	.fold = "Its calls, starts and modes",
	.write = write,
};
