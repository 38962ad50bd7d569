/* The control: a program that makes no call must not notice who watches its calls. */
#include <math.h>
#include <string.h>

#include "report/section.h"

static const struct grid_column columns[] = {
	{ .heading = "workload" },
	{ .heading = "mode" },
	{ .heading = "placement" },
	{ .heading = "slowdown", .kind = GRID_NUMBER, .decimals = 4 },
	{ .heading = "contains 1", .kind = GRID_PROSE },
};

static size_t count(const struct rows *rows, const char *contains_1)
{
	const struct control_row *all = rows->all;
	size_t n = 0;
	for (size_t i = 0; i < rows->n; i++)
		n += strcmp(all[i].contains_1, contains_1) == 0;
	return n;
}

static void add_row(struct grid *grid, const struct control_row *row)
{
	bool yes = strcmp(row->contains_1, "yes") == 0;
	grid_row(grid, value_text(row->workload), value_text(row->mode), value_text(row->placement),
		value_interval(row->slowdown),
		value_text(!*row->contains_1 ? "too few blocks"
			   : yes	     ? "yes"
					     : "**no**"));
}

static void write(struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &control_table);
	const struct control_row *all = rows.all;
	struct grid grid = GRID(columns);
	if (rows.n == 0)
		return;
	report_say(report,
		"These programs make no system call, so their slowdown must be 1 in every mode. The intervals hold for all %zu together at 95 %% (Bonferroni).\n\n",
		rows.n);
	for (size_t i = 0; i < rows.n; i++)
		if (!isnan(all[i].slowdown.value)) /* NaN: no baseline to compare with */
			add_row(&grid, &all[i]);
	report_grid(report, &grid);
	report_say(report, "Verdict: **%s**.\n\n",
		count(&rows, "no")
			? "the control shows an effect where there can be none: do not trust this campaign"
		: count(&rows, "yes") == rows.n ? "the control is clean"
						: "undecided: too few blocks");
}

const struct section section = {
	.order = 1000,
	.heading = "## The control",
	.fold = "Programs that make no system call, under each mode",
	.write = write,
};
