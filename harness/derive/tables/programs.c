/* Programs that were timed as a whole, from whole-program.csv. */
#include <errno.h>
#include <string.h>

#include "analysis/programs.h"
#include "derive/cells.h"
#include "derive/derivation.h"

static bool has(const struct rows *rows, const struct program_row *run)
{
	const struct program_cost_row *all = rows->all;
	for (size_t i = 0; i < rows->n; i++)
		if (strcmp(all[i].mode, run->mode) == 0 &&
			strcmp(all[i].placement, run->placement) == 0)
			return true;
	return false;
}

static void put(struct program_cost_row *row, const struct program_summary *summary)
{
	row->blocks = (int64_t)summary->blocks;
	row->calls = summary->calls;
	row->start_ns = summary->start_ns;
	row->wall_ns = summary->ns[PROGRAM_WALL];
	row->user_ns = summary->ns[PROGRAM_USER];
	row->cpu_ns = summary->ns[PROGRAM_CPU];
	row->paired = (int64_t)summary->paired;
	row->unseen = (int64_t)summary->unseen[PROGRAM_USER];
	row->wall = summary->ratio[PROGRAM_WALL];
	row->user = summary->ratio[PROGRAM_USER];
	row->cpu = summary->ratio[PROGRAM_CPU];
}

/* Compares the clock of whole-program.csv to ours. The ends of the ratio use opposite ends of the
 * two intervals. */
static void compare_clocks(const struct loaded *campaign, struct program_cost_row *row)
{
	row->window_ns = cells_ns(cells_getpid(campaign, row->placement, row->mode));
	row->clocks.value = row->wall_ns.value / row->window_ns.value;
	row->clocks.lo = row->wall_ns.lo / row->window_ns.hi;
	row->clocks.hi = row->wall_ns.hi / row->window_ns.lo;
}

static int add(struct rows *rows, const struct loaded *campaign, const struct program_row *run)
{
	const struct programs *programs = campaign->programs;
	struct program_summary summary;
	struct program_cost_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	memcpy(row->mode, run->mode, sizeof row->mode);
	memcpy(row->placement, run->placement, sizeof row->placement);
	int error = programs_summary(programs, row->mode, row->placement, 0.95, &summary);
	if (error)
		return error;
	put(row, &summary);
	compare_clocks(campaign, row);
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct programs *programs = campaign->programs;
	int error = 0;
	for (size_t i = 0; i < programs->n && !error; i++)
		if (!has(rows, &programs->rows[i]))
			error = add(rows, campaign, &programs->rows[i]);
	return error;
}

TABLE(program_costs_table, program_cost_row, PROGRAM_COST_COLUMNS, .name = "programs.csv");

const struct derivation derivation = {
	.table = &program_costs_table,
	.summary = "a program that was timed as a whole, per call and against untraced",
	.derive = derive,
};
