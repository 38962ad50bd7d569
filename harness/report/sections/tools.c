/* Which tool for which program: programs in front, and what one might pick instead. */
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "derive/executed.h"
#include "report/section.h"
#include "report/text.h"

enum { TOOLS_MAX = 64, ACROSS = 6 /* tools beside each other in a table */, FIXED = 3 };

/* The tools of a campaign: those of a program stand together, the cheapest first. */
struct tools {
	const struct tool_row **rows;
	size_t n_rows;
	const char *modes[TOOLS_MAX]; /* in the order of their first rows */
	size_t n;
};

static const char *name_of(const char *mode)
{
	return strchr(mode, ':') + 1;
}

static int by_program(const void *a, const void *b)
{
	const struct tool_row *x = *(const struct tool_row *const *)a;
	const struct tool_row *y = *(const struct tool_row *const *)b;
	int order = key_order_cells(&x->key, &y->key);
	double p = x->slowdown.value, q = y->slowdown.value;
	return order ? order : (p > q) - (p < q);
}

static bool has(const struct tools *tools, const char *mode)
{
	for (size_t i = 0; i < tools->n; i++)
		if (strcmp(tools->modes[i], mode) == 0)
			return true;
	return false;
}

/* Finds them; there are none without memory. */
static struct tools find_tools(const struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &tools_table);
	const struct tool_row *all = rows.all;
	struct tools tools = { .rows = calloc(rows.n + 1, sizeof *tools.rows) };
	for (; tools.rows && tools.n_rows < rows.n; tools.n_rows++)
		tools.rows[tools.n_rows] = &all[tools.n_rows];
	if (tools.rows)
		qsort(tools.rows, tools.n_rows, sizeof *tools.rows, by_program);
	for (size_t i = 0; i < tools.n_rows && tools.n < TOOLS_MAX; i++)
		if (!has(&tools, tools.rows[i]->mode))
			tools.modes[tools.n++] = tools.rows[i]->mode;
	return tools;
}

/* Returns the program of a cell as a person would call it. */
static struct text program_of(const struct report *report, const struct key *key)
{
	const char *command = executed_command(report->loaded, key->workload);
	struct text text;
	if (!command)
		return report_cell(report, key);
	snprintf(text.s, sizeof text.s, "%s", command);
	return text;
}

/* Tells whether this is the first row of its cell. */
static bool begins_cell(const struct tools *tools, size_t i)
{
	return i == 0 || !key_same_cell(&tools->rows[i - 1]->key, &tools->rows[i]->key);
}

static const struct grid_column command_columns[] = {
	{ .heading = "tool" },
	{ .heading = "stands in front of the program" },
};

static void write_commands(struct report *report, const struct tools *tools)
{
	const json_t *wraps = json_object_get(report->loaded->machine, "wraps");
	struct grid grid = GRID(command_columns);
	for (size_t i = 0; i < tools->n; i++) {
		const char *name = name_of(tools->modes[i]);
		grid_row(&grid, value_text(name),
			value_text(json_string_value(json_object_get(wraps, name))));
	}
	report_grid(report, &grid);
}

static struct value takes(const struct report *report, const struct key *key)
{
	const struct operation_row *row = cells_unwatched(report->loaded, key);
	return row ? value_interval(row->ns) : value_text("");
}

static void add_cell(const struct report *report, struct grid *grid, const struct key *key,
	const char *const *modes)
{
	struct value values[FIXED + ACROSS];
	struct text program = program_of(report, key);
	values[0] = value_text(program.s);
	values[1] = value_text(key->placement);
	values[2] = takes(report, key);
	for (size_t i = FIXED; i < grid->width; i++)
		values[i] = value_interval(cells_slowdown(
			cells_row(report->loaded, key_with_mode(key, modes[i - FIXED]))));
	grid_add(grid, values, grid->width);
}

/* Writes the slowdowns by a few of the tools. */
static void write_some(struct report *report, const struct tools *tools, size_t first)
{
	struct grid_column columns[FIXED + ACROSS] = {
		{ .heading = "program" },
		{ .heading = "placement" },
		{ .heading = "it takes", .kind = GRID_NS, .absent = "not known" },
	};
	size_t n = tools->n - first < ACROSS ? tools->n - first : ACROSS;
	for (size_t i = 0; i < n; i++)
		columns[FIXED + i] = (struct grid_column){
			.heading = name_of(tools->modes[first + i]),
			.kind = GRID_RATIO,
			.absent = "not measured",
		};
	struct grid grid = grid_new(columns, FIXED + n);
	for (size_t i = 0; i < tools->n_rows; i++)
		if (begins_cell(tools, i))
			add_cell(report, &grid, &tools->rows[i]->key, tools->modes + first);
	report_grid(report, &grid);
}

static bool is_slower(const struct tool_row *row)
{
	return strcmp(row->verdict, "slower") == 0;
}

/* Says how the tools of a cell, which begins at this row, compare with what is picked: first those
 * that are certainly slower, then all others. */
static void say_tools(struct report *report, const struct tools *tools, size_t first, bool slower)
{
	const char *before = slower ? " Compared with that, " : " Not certainly slower than that: ";
	const char *after = slower ? " as long" : "";
	bool any = false;
	for (size_t i = first; i < tools->n_rows && (i == first || !begins_cell(tools, i)); i++) {
		const struct tool_row *row = tools->rows[i];
		if (slower != is_slower(row))
			continue;
		report_say(report, "%s%s", before, name_of(row->mode));
		if (slower)
			report_say(report, " takes %s%s", text_ratio(row->ratio.value).s, after);
		before = ", ";
		after = "";
		any = true;
	}
	report_say(report, "%s", any ? "." : "");
}

static void say_pick(struct report *report, const struct tools *tools, size_t first)
{
	const struct tool_row *cell = tools->rows[first];
	report_say(report, "- **%s**, `%s`: ", program_of(report, &cell->key).s, cell->placement);
	if (!cell->instead[0])
		report_say(report,
			"no mode of this campaign saw each of its calls; measure `ptrace-syscall` and `seccomp-trace` beside the tools.");
	else
		report_say(report, "pick `%s`, which makes it take %s as long.", cell->instead,
			text_ratio_interval(cell->instead_slowdown).s);
	if (cell->instead[0] && !cell->verdict[0])
		report_say(report, " The blocks are too few to compare the tools with that.");
	for (int slower = 1; slower >= 0 && cell->verdict[0]; slower--)
		say_tools(report, tools, first, slower);
	report_say(report, "\n");
}

static void write_all(struct report *report, const struct tools *tools)
{
	report_say(report,
		"How many times as long each program takes with each tool in front of it. The time of the tool to start and to end is part of it where the program is measured as a whole.\n\n");
	for (size_t i = 0; i < tools->n; i += ACROSS)
		write_some(report, tools, i);
	write_commands(report, tools);
	report_say(report,
		"What would you pick instead? Of the mechanisms that were measured on the same program, the one that costs least and yet saw as much as a tool may see: it stopped at 95 %% of the calls or more, and can read what their arguments point at. Another may cost as little where the intervals overlap. What a tool itself sees, nobody counts. One that does less, because it only counts, looks at a few calls or isolates, may rightly cost less. The tools are compared with that mechanism block by block; *not certainly slower* means that the interval of that ratio holds 1 or lies below it.\n\n");
	for (size_t i = 0; i < tools->n_rows; i++)
		if (begins_cell(tools, i))
			say_pick(report, tools, i);
	report_say(report, "\nAs data: [tools.csv](%s/tools.csv).\n\n", report->base);
}

static void write(struct report *report)
{
	struct tools tools = find_tools(report);
	if (tools.n > 0)
		write_all(report, &tools);
	free(tools.rows);
}

const struct section section = {
	.order = 570,
	.heading = "## Which tool for which program?",
	.write = write,
};
