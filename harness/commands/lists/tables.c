#include "commands/parts/listing.h"
#include "derive/derivation.h"

static const struct grid_column columns[] = {
	{ .key = "table", .heading = "" },
	{ .key = "summary", .heading = "", .fit = GRID_WRAP },
};

static void print(struct sheet *sheet)
{
	struct grid grid = GRID(columns);
	for (size_t i = 0; derivations[i]; i++)
		grid_row(&grid, value_text(derivations[i]->table->name),
			value_text(derivations[i]->summary));
	sheet_grid(sheet, &grid);
}

const struct listing listing = { .name = "tables", .print = print };
