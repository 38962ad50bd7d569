/* The columns of hyperfine 1, in its order, with one for each parameter at their end; then ours. */
#include <stdlib.h>
#include <string.h>

#include "derive/executed.h"
#include "report/export.h"
#include "report/grid/format.h"
#include "report/grid/grid.h"
#include "report/text.h"

static const struct grid_column theirs[] = {
	{ .key = "command" },
	{ .key = "mean", .kind = GRID_NUMBER },
	{ .key = "stddev", .kind = GRID_NUMBER },
	{ .key = "median", .kind = GRID_NUMBER },
	{ .key = "user", .kind = GRID_NUMBER },
	{ .key = "system", .kind = GRID_NUMBER },
	{ .key = "min", .kind = GRID_NUMBER },
	{ .key = "max", .kind = GRID_NUMBER },
};
static const struct grid_column ours[] = {
	{ .key = "workload" },
	{ .key = "placement" },
	{ .key = "mode" },
	{ .key = "calls", .kind = GRID_NUMBER },
	{ .key = "stops", .kind = GRID_NUMBER },
	{ .key = "slowdown", .kind = GRID_RATIO, .interval = true },
};
enum {
	THEIRS = sizeof theirs / sizeof *theirs,
	OURS = sizeof ours / sizeof *ours,
	PARAMETERS = GRID_COLUMNS_MAX - THEIRS - OURS /* at most */
};

struct context {
	const struct exported *exported;
	const char *names[PARAMETERS]; /* of the parameters, in the order of their columns */
	struct text keys[PARAMETERS];
	size_t n;
	struct grid grid;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Finds the parameters: each command has all of them. */
static void find_parameters(struct context *context)
{
	json_t *all = (json_t *)context->exported->parameters, *value;
	json_t *first = json_object_iter_value(json_object_iter(all));
	const char *name;
	json_object_foreach(first, name, value)
	{
		if (context->n < PARAMETERS)
			context->names[context->n++] = name;
	}
	qsort(context->names, context->n, sizeof *context->names, by_name);
}

/* Writes the columns, of which there is room for GRID_COLUMNS_MAX, and returns their number. */
static size_t make_columns(struct context *context, struct grid_column *columns)
{
	memcpy(columns, theirs, sizeof theirs);
	for (size_t i = 0; i < context->n; i++) {
		struct text *key = &context->keys[i];
		snprintf(key->s, sizeof key->s, "parameter_%s", context->names[i]);
		columns[THEIRS + i] = (struct grid_column){ .key = key->s };
	}
	memcpy(columns + THEIRS + context->n, ours, sizeof ours);
	return THEIRS + context->n + OURS;
}

static void add_theirs(const struct executed *executed, struct value *values)
{
	const struct executions *e = &executed->executions;
	memcpy(values,
		VALUES(value_text(executed->label), value_number(e->mean), value_number(e->stddev),
			value_number(e->median), value_number(e->user), value_number(e->system),
			value_number(e->min), value_number(e->max)),
		THEIRS * sizeof *values);
}

static void add_ours(const struct executed *executed, struct value *values)
{
	const struct summary_row *row = executed->row;
	memcpy(values,
		VALUES(value_text(row->workload), value_text(row->placement), value_text(row->mode),
			value_number(executed->calls), value_number(executed->stops),
			value_interval(executed->slowdown)),
		OURS * sizeof *values);
}

static int add(const struct executed *executed, void *context)
{
	struct context *c = context;
	struct value values[GRID_COLUMNS_MAX];
	const json_t *parameters =
		json_object_get(c->exported->parameters, executed->row->workload);
	add_theirs(executed, values);
	for (size_t i = 0; i < c->n; i++)
		values[THEIRS + i] =
			value_text(json_string_value(json_object_get(parameters, c->names[i])));
	add_ours(executed, values + THEIRS + c->n);
	grid_add(&c->grid, values, THEIRS + c->n + OURS);
	return 0;
}

static int write(const struct exported *exported, FILE *out)
{
	struct context context = { .exported = exported };
	struct grid_column columns[GRID_COLUMNS_MAX];
	const struct format *format;
	struct complaint none;
	find_parameters(&context);
	context.grid = grid_new(columns, make_columns(&context, columns));
	int error = executed_each(exported->loaded, exported->named, add, &context);
	if (!error)
		error = format_find("csv", false, &format, &none);
	if (!error)
		error = grid_write(&context.grid, format, out);
	grid_free(&context.grid);
	return error;
}

const struct export export = {
	.name = "csv",
	.write = write,
};
