/* Filters that the user brought: what becomes of each call, and what that costs. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "derive/executed.h"
#include "report/section.h"
#include "report/text.h"

enum { CALLS_SHOWN = 12 /* of each program */ };

static const struct grid_column call_columns[] = {
	{ .heading = "filter" },
	{ .heading = "instructions", .kind = GRID_COUNT },
	{ .heading = "workload" },
	{ .heading = "call" },
	{ .heading = "answer" },
	{ .heading = "executed" },
	{ .heading = "known beforehand" },
};

/* Returns "17", or "17 to 21" where arguments decide. */
static struct text executed(const struct filter_row *row)
{
	struct text text = { "" };
	if (row->executed == ABSENT || row->executed_most == ABSENT)
		return text;
	if (row->executed == row->executed_most)
		snprintf(text.s, sizeof text.s, "%" PRId64, row->executed);
	else
		snprintf(text.s, sizeof text.s, "%" PRId64 " to %" PRId64, row->executed,
			row->executed_most);
	return text;
}

static void write_calls(struct report *report)
{
	const struct known *known = &report->loaded->known;
	struct grid grid = GRID(call_columns);
	for (size_t i = 0; i < known->n_filters; i++) {
		const struct filter_row *row = &known->filters[i];
		if (!key_is_command(row->workload))
			grid_row(&grid, value_text(row->mode), value_count(row->instructions),
				value_text(row->workload), value_text(row->call),
				value_text(row->answer), value_text(executed(row).s),
				value_text(row->constant));
	}
	if (grid.n == 0 && !grid.failed)
		return;
	report_say(report, "What each filter does with the calls of a workload:\n\n");
	report_grid(report, &grid);
}

static const struct grid_column made_columns[] = {
	{ .heading = "filter" },
	{ .heading = "instructions", .kind = GRID_COUNT },
	{ .heading = "program" },
	{ .heading = "call" },
	{ .heading = "made", .kind = GRID_NUMBER, .absent = "not known" },
	{ .heading = "answer" },
	{ .heading = "executed" },
	{ .heading = "known beforehand" },
};

/* Returns how often a program makes the call; NaN if it is not known. */
static double made(const struct loaded *loaded, const struct filter_row *row)
{
	struct rows rows = tables_rows(loaded, &calls_made_table);
	const struct call_made_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(all[i].workload, row->workload) == 0 &&
			strcmp(all[i].call, row->call) == 0)
			return all[i].made;
	return (double)NAN;
}

static void add_made(const struct report *report, struct grid *grid, const struct filter_row *row)
{
	grid_row(grid, value_text(row->mode), value_count(row->instructions),
		value_text(executed_command(report->loaded, row->workload)), value_text(row->call),
		value_number(made(report->loaded, row)), value_text(row->answer),
		value_text(executed(row).s), value_text(row->constant));
}

static bool of_same_program(const struct filter_row *a, const struct filter_row *b)
{
	return strcmp(a->mode, b->mode) == 0 && strcmp(a->workload, b->workload) == 0;
}

/* Adds the first calls of each program, which are the most frequent, and all that may not get
 * through. */
static void write_made(struct report *report)
{
	const struct known *known = &report->loaded->known;
	const struct filter_row *all = known->filters;
	struct grid grid = GRID(made_columns);
	for (size_t i = 0, nth = 0; i < known->n_filters; i++) {
		nth = i && of_same_program(&all[i], &all[i - 1]) ? nth + 1 : 0;
		if (key_is_command(all[i].workload) &&
			(nth < CALLS_SHOWN || strcmp(all[i].answer, "allow") != 0))
			add_made(report, &grid, &all[i]);
	}
	if (grid.n == 0 && !grid.failed)
		return;
	report_say(report,
		"What each filter does with the calls that a program makes in an execution without it: the dozen that it makes most, and all others that are not simply allowed.\n\n");
	report_grid(report, &grid);
}

static void write_passages(struct report *report)
{
	if (report->loaded->known.n_filters == 0)
		return;
	write_calls(report);
	write_made(report);
	report_say(report,
		"This was found by following each filter's program. *Executed* are its instructions for that call, up to the return; a range where the arguments decide, which are not known. Where the answer is *known beforehand*, it is to allow the call whatever its arguments, and Linux 5.11 and later keep that answer in a bitmap: the program is not run. As data: `%s`.\n\n",
		filters_table.name);
}

static const struct grid_column cost_columns[] = {
	{ .heading = "workload" },
	{ .heading = "placement" },
	{ .heading = "filter" },
	{ .heading = "added per call", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "by seccomp-allow", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "by seccomp-allow-args", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "it costs as much as" },
};

static bool is_filter(const char *mode)
{
	static const char prefix[] = "filter:";
	return strncmp(mode, prefix, strlen(prefix)) == 0;
}

static bool overlap(struct estimate a, struct estimate b)
{
	return a.lo <= b.hi && b.lo <= a.hi;
}

/* Returns what the intervals show. */
static const char *likeness(struct estimate filter, struct estimate bitmap, struct estimate program)
{
	if (isnan(filter.lo) || isnan(bitmap.lo) || isnan(program.lo))
		return "not known";
	if (filter.hi < bitmap.lo)
		return "less than any filter: the call is not made";
	if (filter.lo > bitmap.hi)
		return "a program that is run";
	return overlap(filter, program) ? "either: the intervals overlap" : "a bitmap";
}

/* Returns what another mode adds in the same cell. */
static struct estimate added(
	const struct report *report, const struct summary_row *row, const char *mode)
{
	return cells_added(cells_row(report->loaded, key_with_mode(&row->key, mode)));
}

static void add_cost(const struct report *report, struct grid *grid, const struct summary_row *row)
{
	struct estimate filter = cells_added(row), bitmap = added(report, row, "seccomp-allow"),
			program = added(report, row, "seccomp-allow-args");
	grid_row(grid, value_text(report_cell(report, &row->key).s), value_text(row->placement),
		value_text(row->mode), value_interval(filter), value_interval(bitmap),
		value_interval(program), value_text(likeness(filter, bitmap, program)));
}

static const struct grid_column program_columns[] = {
	{ .heading = "program" },
	{ .heading = "placement" },
	{ .heading = "it takes", .kind = GRID_NS, .absent = "not known" },
	{ .heading = "calls", .kind = GRID_NUMBER, .absent = "not known" },
	{ .heading = "filter" },
	{ .heading = "slowdown", .kind = GRID_RATIO, .absent = "not measured" },
	{ .heading = "by seccomp-allow", .kind = GRID_RATIO, .absent = "not measured" },
	{ .heading = "by seccomp-allow-args", .kind = GRID_RATIO, .absent = "not measured" },
};

/* Returns how much longer it takes under another mode of the same cell. */
static struct value slowdown(
	const struct report *report, const struct summary_row *row, const char *mode)
{
	return value_interval(
		cells_slowdown(cells_row(report->loaded, key_with_mode(&row->key, mode))));
}

static void add_program(
	const struct report *report, struct grid *grid, const struct summary_row *row)
{
	const struct operation_row *free_of_filters = cells_unwatched(report->loaded, &row->key);
	struct value takes = free_of_filters ? value_interval(free_of_filters->ns) : value_text("");
	struct value calls =
		free_of_filters ? value_number(free_of_filters->calls) : value_text("");
	grid_row(grid, value_text(executed_command(report->loaded, row->workload)),
		value_text(row->placement), takes, calls, value_text(row->mode),
		value_interval(row->slowdown), slowdown(report, row, "seccomp-allow"),
		slowdown(report, row, "seccomp-allow-args"));
}

/* Adds what each filter costs the workloads that are programs, or those that are not. */
static void add_rows(const struct report *report, bool programs, struct grid *grid,
	void (*add)(const struct report *, struct grid *, const struct summary_row *))
{
	const struct summary_row **rows = cells_sorted(report->loaded);
	grid->failed |= !rows;
	for (size_t i = 0; rows && i < tables_rows(report->loaded, &summary_table).n; i++)
		if (is_filter(rows[i]->mode) &&
			programs == !!executed_command(report->loaded, rows[i]->workload))
			add(report, grid, rows[i]);
	free(rows);
}

static void write_programs(struct report *report)
{
	struct grid grid = GRID(program_columns);
	add_rows(report, true, &grid, add_program);
	if (grid.n == 0 && !grid.failed)
		return;
	report_say(report,
		"What they cost whole programs, from the start to the end of each: how long an execution takes without a filter, how many calls it makes, and how many times as long it takes under each filter. That includes installing the filter, once for each execution. Where the interval of a slowdown holds 1, no difference was found.\n\n");
	report_grid(report, &grid);
}

static void write_costs(struct report *report)
{
	struct grid grid = GRID(cost_columns);
	add_rows(report, false, &grid, add_cost);
	if (grid.n == 0 && !grid.failed)
		return;
	report_say(report,
		"What they cost a call, on average over the calls of an operation. `seccomp-allow` is the smallest filter whose answers are in the bitmap, `seccomp-allow-args` the smallest that is run at each call, with three instructions. A filter that answers a call itself may be faster than none, as the kernel then does not make the call.\n\n");
	report_grid(report, &grid);
}

static void write(struct report *report)
{
	write_programs(report);
	write_passages(report);
	write_costs(report);
}

const struct section section = {
	.order = 750,
	.heading = "## Filters that were brought",
	.write = write,
};
