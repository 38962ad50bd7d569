/* A table for people. */
#include "derive/executed.h"
#include "report/export.h"
#include "report/grid/format.h"
#include "report/grid/grid.h"

static const struct grid_column columns[] = {
	{ .heading = "command" },
	{ .heading = "mean", .kind = GRID_NS },
	{ .heading = "min", .kind = GRID_NS },
	{ .heading = "max", .kind = GRID_NS },
	{ .heading = "slowdown (95 %)", .kind = GRID_RATIO, .interval = true },
};

static int add(const struct executed *executed, void *grid)
{
	const struct executions *e = &executed->executions;
	grid_row(grid, value_text(executed->label), value_number(e->mean * 1e9),
		value_number(e->min * 1e9), value_number(e->max * 1e9),
		value_interval(executed->slowdown));
	return 0;
}

static int write(const struct exported *exported, FILE *out)
{
	struct grid grid = GRID(columns);
	int error = executed_each(exported->loaded, exported->named, add, &grid);
	if (!error)
		error = grid_write(&grid, &format_markdown, out);
	grid_free(&grid);
	return error;
}

const struct export export = {
	.name = "markdown",
	.write = write,
};
