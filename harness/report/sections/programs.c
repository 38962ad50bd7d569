/* The post's program as a whole, timed by hyperfine: the check of our own clock by another's. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/report.h"
#include "report/sections/programs.h"
#include "report/text.h"

static const char *const modes[] = { "untraced", "ptrace-syscall", "wrap:strace" };
enum { MODES = sizeof modes / sizeof *modes };

const struct program_cost_row *programs_at(
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

/* Calls write for each that was timed, the untraced ones too if asked. */
static void for_each(const struct report *report, bool untraced,
	void (*write)(const struct report *report, const struct program_cost_row *row))
{
	for (size_t p = 0; report->loaded->placements[p]; p++)
		for (size_t m = untraced ? 0 : 1; m < MODES; m++) {
			const struct program_cost_row *row =
				programs_at(report, modes[m], report->loaded->placements[p]);
			if (row)
				write(report, row);
		}
}

static void write_times(const struct report *report, const struct program_cost_row *row)
{
	fprintf(report->out, "| %s | %s | %" PRId64 " | %" PRId64 " | %s | %s | %s | %s |\n",
		row->mode, row->placement, row->blocks, row->calls,
		text_ns_interval(row->wall_ns).s, text_ns_interval(row->user_ns).s,
		text_ns_interval(row->cpu_ns).s, text_ns_interval(row->start_ns).s);
}

static void write_ratios(const struct report *report, const struct program_cost_row *row)
{
	fprintf(report->out, "| %s | %s | %s | %s | %s |\n", row->mode, row->placement,
		text_ratio_interval(row->user).s, text_ratio_interval(row->wall).s,
		text_ratio_interval(row->cpu).s);
}

static void write_unseen(const struct report *report, const struct program_cost_row *row)
{
	if (row->unseen > 0)
		fprintf(report->out,
			"\nIn %" PRId64 " of the %" PRId64
			" blocks of %s at placement %s the kernel's tick never "
			"found one of the two programs in user mode: the ratio of such a block "
			"lies beyond all others.\n",
			row->unseen, row->blocks, row->mode, row->placement);
}

/* Writes how two clocks time the same thing: where they differ, the reader must know. */
static void compare_clocks(const struct report *report, const struct program_cost_row *row)
{
	char interval[64] = "";
	if (isnan(row->clocks.value))
		return;
	if (!isnan(row->clocks.lo) && !isnan(row->clocks.hi))
		snprintf(interval, sizeof interval, " (%+.1f to %+.1f)", (row->clocks.lo - 1) * 100,
			(row->clocks.hi - 1) * 100);
	fprintf(report->out, "| %s | %s | %s | %s | %+.1f %%%s |\n", row->mode, row->placement,
		text_ns_interval(row->wall_ns).s, text_ns_interval(row->window_ns).s,
		(row->clocks.value - 1) * 100, interval);
}

static void write_clocks(const struct report *report)
{
	fprintf(report->out,
		"\nThe same by our clock, one call in the windows of this report:\n\n"
		"| mode | placement | whole program, per call | our windows, per call | the whole "
		"program takes |\n|---|---|--:|--:|--:|\n");
	for_each(report, true, compare_clocks);
	fprintf(report->out,
		"\nThe range of the difference goes by the far ends of both intervals. Ours are "
		"those of "
		"short windows in fresh processes within one campaign; a long run of one process, "
		"or another campaign, may lie outside them.\n");
}

void report_programs(const struct report *report)
{
	fprintf(report->out, "\n#### The post's program as a whole\n\n");
	if (tables_rows(report->loaded, &program_costs_table).n == 0) {
		fprintf(report->out, "Not timed in this campaign: `make reproduce` does it where "
				     "hyperfine is installed.\n\n");
		return;
	}
	fprintf(report->out,
		"The post's loop as a process of its own, timed by hyperfine. A block has one run "
		"of each program, in random order; how many calls a run makes was chosen "
		"beforehand, by how long it takes. User and system time are those of all "
		"processes together. What start and end take, as a run without calls shows, is "
		"taken off each.\n\n"
		"| mode | placement | blocks | calls in a run | per call, wall | user | user and "
		"system | start and end |\n|---|---|--:|--:|--:|--:|--:|--:|\n");
	for_each(report, true, write_times);
	fprintf(report->out,
		"\nAgainst untraced at the same placement, by the times per call within a "
		"block:\n\n"
		"| mode | placement | user time, ratio | wall, ratio | user and system, ratio |\n"
		"|---|---|--:|--:|--:|\n");
	for_each(report, false, write_ratios);
	for_each(report, false, write_unseen);
	write_clocks(report);
	fprintf(report->out, "\nThe same as data: [%s](%s/%s).\n\n", programs_table.name,
		report->base, programs_table.name);
}
