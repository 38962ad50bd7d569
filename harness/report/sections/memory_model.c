/* What reading and writing memory costs, as a model of four terms. */
#include <math.h>
#include <string.h>

#include "report/section.h"

static const struct grid_column columns[] = {
	{ .heading = "method", .kind = GRID_CODE },
	{ .heading = "placement" },
	{ .heading = "direction" },
	{ .heading = "fixed", .kind = GRID_NS },
	{ .heading = "a KiB", .kind = GRID_NS },
	{ .heading = "a page", .kind = GRID_NS },
	{ .heading = "a piece", .kind = GRID_NS },
	{ .heading = "error, median", .kind = GRID_PERCENT, .absent = "-" },
	{ .heading = "largest", .kind = GRID_PERCENT, .absent = "-" },
};

static void add_row(struct grid *grid, const struct memory_row *row)
{
	enum { KIBIBYTE = 1024 };
	grid_row(grid, value_text(row->mode), value_text(row->placement),
		value_text(row->direction), value_number(row->fixed_ns),
		value_number(row->byte_ns * KIBIBYTE), value_number(row->page_ns),
		value_number(row->piece_ns), value_number(row->median_error),
		value_number(row->largest_error));
}

/* Adds the models of one direction and placement, except those fitted to too few cells. */
static void add_rows(
	struct grid *grid, const struct rows *rows, const char *direction, const char *placement)
{
	const struct memory_row *all = rows->all;
	for (size_t i = 0; i < rows->n; i++)
		if (!isnan(all[i].median_error) && strcmp(all[i].direction, direction) == 0 &&
			strcmp(all[i].placement, placement) == 0)
			add_row(grid, &all[i]);
}

static void write(struct report *report)
{
	static const char *const directions[] = { "read", "write" };
	struct rows rows = tables_rows(report->loaded, &memory_table);
	struct grid grid = GRID(columns);
	for (size_t d = 0; d < 2; d++)
		for (size_t p = 0; report->loaded->placements[p]; p++)
			add_rows(&grid, &rows, directions[d], report->loaded->placements[p]);
	if (grid.n == 0)
		return;
	report_say(report,
		"An operation takes a fixed time, plus a time for each KiB, for each page that it touches and for each piece. The model is fitted to the private pages above, whatever their size and number, also where they outgrow a cache. The error compares the predicted times with the same measured times. Where a term is empty, the measured sizes cannot tell it from the terms before it, which then include it.\n\n");
	report_grid(report, &grid);
	report_say(report, "As data: `%s`.\n\n", memory_table.name);
}

const struct section section = {
	.order = 910,
	.heading = "### A model of the cost",
	.fold = "A start and a time per byte, for each method",
	.write = write,
};
