#include <jansson.h>

#include "report/dump.h"
#include "report/grid/format.h"
#include "report/grid/grid.h"

enum { FIGURES = 6 }; /* of a number, as in CSV */

static json_t *json_of(const struct grid_column *column, const struct value *value)
{
	struct estimate n = value->number;
	if (column->kind == GRID_YES && value->count != ABSENT)
		return json_boolean(value->count);
	if (column->kind < GRID_COUNT)
		return value->text && *value->text ? json_string(value->text) : json_null();
	if (column->kind == GRID_COUNT)
		return value->count == ABSENT ? json_null() : json_integer(value->count);
	return column->interval ? dump_estimate(n) : dump_number(n.value);
}

static void write_row(const struct grid *grid, const struct value *values, FILE *out)
{
	json_t *row = json_object();
	for (size_t i = 0; i < grid->width; i++)
		if (grid->columns[i].key)
			json_object_set_new(
				row, grid->columns[i].key, json_of(&grid->columns[i], &values[i]));
	json_dumpf(row, out, JSON_REAL_PRECISION(FIGURES));
	json_decref(row);
}

/* Writes an array of objects, each on a line of its own. */
static void write(const struct grid *grid, FILE *out)
{
	for (size_t row = 0; row < grid->n; row++) {
		fputs(row ? ",\n" : "[\n", out);
		write_row(grid, &grid->values[row * grid->width], out);
	}
	fputs(grid->n ? "\n]\n" : "[]\n", out);
}

const struct format format = {
	.name = "json",
	.summary = "an array of objects",
	.order = 40,
	.write = write,
};
