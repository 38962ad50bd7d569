/* What a watched program pays where it starts others: a fork, an exec, a thread, a tree. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

static const struct {
	const char *workload, *what, *is;
} kinds[] = {
	{ "fork", "a fork", NULL },
	{ "execve", "an exec",
		" An exec is `execve`: vfork(2) and execve(2) of a static program that ends at once, and nothing else." },
	{ "exec", "a posix_spawn",
		" A posix_spawn is `exec`: the same by posix_spawn(3), with the calls that this libc makes around it." },
	{ "thread", "a thread", NULL },
	{ "tree", "a tree", " The size of `tree` is its number of chains of four processes." },
	{ "fan", "a fan", " The size of `fan` is the number of children of one process." },
};
enum { KINDS = sizeof kinds / sizeof *kinds, COLUMNS_MAX = 16 };

/* The workloads and sizes of one placement, each a column. */
struct columns {
	const struct key *cells[COLUMNS_MAX];
	const char *what[COLUMNS_MAX];
	size_t n;
};

static bool is_first_of_cell(const struct operation_row *all, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (key_same_cell(&all[j].key, &all[i].key))
			return false;
	return true;
}

static struct columns columns_of(const struct rows *operations, const char *placement)
{
	const struct operation_row *all = operations->all;
	struct columns columns = { .n = 0 };
	for (size_t k = 0; k < KINDS; k++)
		for (size_t i = 0; i < operations->n && columns.n < COLUMNS_MAX; i++) {
			if (strcmp(all[i].workload, kinds[k].workload) != 0 ||
				strcmp(all[i].placement, placement) != 0 ||
				!is_first_of_cell(all, i))
				continue;
			columns.what[columns.n] = kinds[k].what;
			columns.cells[columns.n++] = &all[i].key;
		}
	return columns;
}

static const struct operation_row *in_cell(
	const struct report *report, const struct key *cell, const char *mode)
{
	return rows_find(tables_rows(report->loaded, &operations_table), key_with_mode(cell, mode));
}

static struct value added(const struct operation_row *row)
{
	if (!row)
		return value_text("");
	return isnan(row->added_ns.value) ? value_text("not measured")
					  : value_interval(row->added_ns);
}

/* Returns the operation of a cell when nobody watches, or NULL. */
static const struct operation_row *unwatched(const struct report *report, const struct key *cell)
{
	struct rows rows = tables_rows(report->loaded, &operations_table);
	const struct operation_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (key_same_cell(&all[i].key, cell) &&
			cells_is_baseline(report->loaded, all[i].key))
			return &all[i];
	return NULL;
}

/* Returns the calls and the time of an operation: ": 2 calls, 105 µs". */
static struct text operation_words(const struct operation_row *row)
{
	struct text text = { "" };
	if (!row)
		return text;
	int n = snprintf(text.s, sizeof text.s, ": %.0f calls", row->calls);
	if (!isnan(row->ns.value))
		snprintf(text.s + n, sizeof text.s - (size_t)n, ", %s", text_ns(row->ns.value).s);
	return text;
}

/* Tells whether no cell further left has this mode. */
static bool is_new(
	const struct report *report, const struct columns *columns, size_t column, const char *mode)
{
	for (size_t c = 0; c < column; c++)
		if (in_cell(report, columns->cells[c], mode))
			return false;
	return true;
}

static void add_mode(const struct report *report, struct grid *grid, const struct columns *columns,
	const struct key *key)
{
	struct value values[2 + COLUMNS_MAX];
	values[0] = value_text(key->mode);
	values[1] = value_interval(in_cell(report, key, key->mode)->attach_ns);
	for (size_t c = 0; c < columns->n; c++)
		values[2 + c] = added(in_cell(report, columns->cells[c], key->mode));
	grid_add(grid, values, grid->width);
}

/* Adds one line for each mode: those of the first cell, then those that only later cells have. */
static void add_modes(const struct report *report, struct grid *grid, const struct columns *columns)
{
	const struct summary_row **rows = cells_sorted(report->loaded);
	size_t n = tables_rows(report->loaded, &summary_table).n;
	grid->failed |= !rows;
	for (size_t c = 0; rows && c < columns->n; c++)
		for (size_t i = 0; i < n; i++)
			if (key_same_cell(&rows[i]->key, columns->cells[c]) &&
				!cells_is_baseline(report->loaded, rows[i]->key) &&
				is_new(report, columns, c, rows[i]->mode))
				add_mode(report, grid, columns, &rows[i]->key);
	free(rows);
}

/* Returns "a fork (fork): 2 calls, 105 µs". */
static struct text heading_words(
	const struct report *report, const char *what, const struct key *cell)
{
	struct text text;
	snprintf(text.s, sizeof text.s, "%s (%.80s)%.120s", what, report_cell(report, cell).s,
		operation_words(unwatched(report, cell)).s);
	return text;
}

static void write_placement(struct report *report, const struct columns *columns)
{
	struct text headings[COLUMNS_MAX];
	struct grid_column all[2 + COLUMNS_MAX] = {
		{ .heading = "mode", .kind = GRID_CODE },
		{ .heading = "to attach, once", .kind = GRID_NS },
	};
	for (size_t c = 0; c < columns->n; c++) {
		headings[c] = heading_words(report, columns->what[c], columns->cells[c]);
		all[2 + c] = (struct grid_column){ .heading = headings[c].s, .kind = GRID_NS };
	}
	struct grid grid = grid_new(all, 2 + columns->n);
	add_modes(report, &grid, columns);
	report_say(report, "Placement `%s`:\n\n", columns->cells[0]->placement);
	report_grid(report, &grid);
}

static bool is_first_of_placement(const struct operation_row *all, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(all[j].placement, all[i].placement) == 0)
			return false;
	return true;
}

static bool was_measured(const struct rows *operations, const char *workload)
{
	const struct operation_row *all = operations->all;
	for (size_t i = 0; i < operations->n; i++)
		if (strcmp(all[i].workload, workload) == 0)
			return true;
	return false;
}

static void say_what_it_is(struct report *report, const struct rows *operations)
{
	report_say(report,
		"What each mode adds to one operation, from its start until it is reaped. Where an interval includes 0, no cost was seen. An empty cell was not measured. The heading has the calls of all processes of one operation, and the time that it takes when nobody watches.");
	for (size_t k = 0; k < KINDS; k++)
		if (kinds[k].is && was_measured(operations, kinds[k].workload))
			report_own(report, kinds[k].is);
	report_say(report,
		" Attaching is what the mode does once before a program begins. It has two parts: PTRACE_SEIZE by a tracer, and what the program does itself to be watched, such as installing a filter, during which the tracer may stop it already. For a mode in the process, and for a program in front, it is how much longer the exec of the program takes, up to its main, than when nobody watches. The cell is empty where that was not measured.\n\n");
}

static void write(struct report *report)
{
	struct rows operations = tables_rows(report->loaded, &operations_table);
	const struct operation_row *all = operations.all;
	bool told = false;
	for (size_t i = 0; i < operations.n; i++) {
		if (!is_first_of_placement(all, i))
			continue;
		struct columns columns = columns_of(&operations, all[i].placement);
		if (columns.n == 0)
			continue;
		if (!told)
			say_what_it_is(report, &operations);
		told = true;
		write_placement(report, &columns);
	}
}

const struct section section = {
	.order = 600,
	.heading = "## Process trees: what a fork, an exec, a thread costs",
	.write = write,
};
