#include "commands/commands.h"
#include "commands/parts/listing.h"
#include "run/counters.h"
#include "run/event_names.h"

static const struct grid_column event_columns[] = { { .key = "event", .heading = "" } };

static void add_event(const char *name, void *grid)
{
	grid_row(grid, value_text(name));
}

static void print(struct sheet *sheet)
{
	struct grid grid = GRID(event_columns);
	counters_each_name(add_event, &grid);
	if (!event_names_known())
		command_warn(COUNTERS_NAMELESS ": these are the kernel's own");
	sheet_grid(sheet, &grid);
}

const struct listing listing = { .name = "events", .print = print };
