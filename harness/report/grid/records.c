/* Shows a table of records as a grid, with all of its columns. */
#include <stdlib.h>
#include <string.h>

#include "grid.h"

/* Tells whether the next columns are "X", "X_lo" and "X_hi", which are one in a grid. */
static bool is_interval(const struct column *columns, size_t n)
{
	size_t length = strlen(columns[0].name);
	return n > 2 && columns[0].type == COLUMN_REAL &&
	       strncmp(columns[1].name, columns[0].name, length) == 0 &&
	       strcmp(columns[1].name + length, "_lo") == 0 &&
	       strncmp(columns[2].name, columns[0].name, length) == 0 &&
	       strcmp(columns[2].name + length, "_hi") == 0;
}

struct grid grid_of(const struct table *table)
{
	static const enum grid_kind kinds[] = {
		[COLUMN_COUNT] = GRID_COUNT,
		[COLUMN_REAL] = GRID_NUMBER,
		[COLUMN_TEXT] = GRID_TEXT,
	};
	struct grid grid = { .made = calloc(table->n, sizeof *grid.made) };
	grid.failed = !grid.made;
	for (size_t i = 0; grid.made && i < table->n;) {
		const struct column *column = &table->columns[i];
		bool interval = is_interval(column, table->n - i);
		grid.made[grid.width++] = (struct grid_column){
			.key = column->name,
			.heading = column->name,
			.kind = kinds[column->type],
			.interval = interval,
		};
		i += interval ? 3 : 1;
	}
	grid.columns = grid.made;
	return grid;
}

static const void *field(const struct column *column, const void *row)
{
	return (const char *)row + column->offset;
}

static double real(const struct column *column, const void *row)
{
	return *(const double *)field(column, row);
}

static struct value value_of(const struct column *columns, bool interval, const void *row)
{
	if (columns->type == COLUMN_TEXT)
		return value_text(field(columns, row));
	if (columns->type == COLUMN_COUNT)
		return value_count(*(const int64_t *)field(columns, row));
	if (!interval)
		return value_number(real(columns, row));
	return value_interval((struct estimate){
		real(columns, row), real(columns + 1, row), real(columns + 2, row) });
}

void grid_add_record(struct grid *grid, const struct table *table, const void *row)
{
	struct value values[GRID_COLUMNS_MAX];
	const struct column *column = table->columns;
	for (size_t i = 0; i < grid->width; i++) {
		bool interval = grid->columns[i].interval;
		values[i] = value_of(column, interval, row);
		column += interval ? 3 : 1;
	}
	grid_add(grid, values, grid->width);
}
