/* How many instructions a watched call takes, on a machine whose clock counts them. */
#include <math.h>
#include <stdlib.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

static const struct grid_column columns[] = {
	{ .heading = "cell" },
	{ .heading = "placement" },
	{ .heading = "mode", .kind = GRID_CODE },
	{ .heading = "instructions per call", .kind = GRID_NUMBER, .decimals = 1 },
	{ .heading = "lower end", .kind = GRID_NUMBER, .decimals = 1, .absent = "-" },
	{ .heading = "upper end", .kind = GRID_NUMBER, .decimals = 1, .absent = "-" },
	{ .heading = "more than unwatched", .kind = GRID_NUMBER, .decimals = 1, .absent = "-" },
};

static void add_row(const struct report *report, struct grid *grid, const struct key *key)
{
	const struct path_length_row *row =
		rows_find(tables_rows(report->loaded, &path_lengths_table), *key);
	if (!row)
		return;
	bool baseline = cells_is_baseline(report->loaded, *key);
	grid_row(grid, value_text(report_cell(report, key).s), value_text(key->placement),
		value_text(key->mode), value_number(row->instructions.value),
		value_number(row->instructions.lo), value_number(row->instructions.hi),
		value_number(baseline ? (double)NAN : row->added.value));
}

static void write_rows(struct report *report)
{
	struct grid grid = GRID(columns);
	const struct summary_row **rows = cells_sorted(report->loaded);
	size_t n = tables_rows(report->loaded, &summary_table).n;
	grid.failed |= !rows;
	for (size_t i = 0; rows && i < n; i++)
		add_row(report, &grid, &rows[i]->key);
	free(rows);
	report_grid(report, &grid);
}

static void write(struct report *report)
{
	if (tables_rows(report->loaded, &path_lengths_table).n == 0)
		return;
	report_say(report,
		"Instructions of all processes and of the kernel from one call to the next: the median over blocks, and its 95 %% interval. The clock of this machine counts them, so they show what a kernel does, and not how fast. Interrupts of the timer are included; they are why the last digits vary. `tracetax compare` shows the ratio of two kernels as that of ns per call.\n\n");
	write_rows(report);
}

const struct section section = {
	.order = 580,
	.heading = "## The length of the path",
	.write = write,
};
