/* The columns of hyperfine 1, in its order, then ours. */
#include "derive/executed.h"
#include "report/export.h"
#include "report/grid/format.h"
#include "report/grid/grid.h"

static const struct grid_column columns[] = {
	{ .key = "command" },
	{ .key = "mean", .kind = GRID_NUMBER },
	{ .key = "stddev", .kind = GRID_NUMBER },
	{ .key = "median", .kind = GRID_NUMBER },
	{ .key = "user", .kind = GRID_NUMBER },
	{ .key = "system", .kind = GRID_NUMBER },
	{ .key = "min", .kind = GRID_NUMBER },
	{ .key = "max", .kind = GRID_NUMBER },
	{ .key = "workload" },
	{ .key = "placement" },
	{ .key = "mode" },
	{ .key = "calls", .kind = GRID_NUMBER },
	{ .key = "stops", .kind = GRID_NUMBER },
	{ .key = "slowdown", .kind = GRID_RATIO, .interval = true },
};

static int add(const struct executed *executed, void *grid)
{
	const struct executions *e = &executed->executions;
	const struct summary_row *row = executed->row;
	grid_row(grid, value_text(executed->label), value_number(e->mean), value_number(e->stddev),
		value_number(e->median), value_number(e->user), value_number(e->system),
		value_number(e->min), value_number(e->max), value_text(row->workload),
		value_text(row->placement), value_text(row->mode), value_number(executed->calls),
		value_number(executed->stops), value_interval(executed->slowdown));
	return 0;
}

static int write(const struct exported *exported, FILE *out)
{
	struct grid grid = GRID(columns);
	struct complaint none;
	const struct format *format;
	int error = executed_each(exported->loaded, add, &grid);
	if (!error)
		error = format_find("csv", &format, &none);
	if (!error)
		error = grid_write(&grid, format, out);
	grid_free(&grid);
	return error;
}

const struct export export = {
	.name = "csv",
	.write = write,
};
