#include <inttypes.h>
#include <stdio.h>

#include "commands/parts/listing.h"
#include "modes/call_name.h"
#include "report/text.h"
#include "workload.h"

static const struct grid_column workload_columns[] = {
	{ .key = "workload", .heading = "workload", .fit = GRID_SHORTEN },
	{ .key = "calls_per_op", .heading = "calls/op", .kind = GRID_COUNT, .drop = 2 },
	{ .heading = "size", .drop = 1 },
	{ .heading = "", .fit = GRID_WRAP },
	{ .key = "summary" },
	{ .key = "calls" },
	{ .key = "calls_per_round", .kind = GRID_COUNT },
	{ .key = "calls_per_task", .kind = GRID_COUNT },
	{ .key = "ends_per_op", .kind = GRID_COUNT },
	{ .key = "signal_stops_per_op", .kind = GRID_COUNT },
	{ .key = "new_tasks_per_op", .kind = GRID_COUNT },
	{ .key = "execs_per_op", .kind = GRID_COUNT },
	{ .key = "selects_per_op", .kind = GRID_COUNT },
	{ .key = "selects" },
	{ .key = "selects_per_round", .kind = GRID_COUNT },
	{ .key = "size", .kind = GRID_COUNT },
	{ .key = "size_min", .kind = GRID_COUNT },
	{ .key = "size_max", .kind = GRID_COUNT },
	{ .key = "size_unit" },
	{ .key = "answer_ignored", .kind = GRID_YES },
	{ .key = "every_task", .kind = GRID_YES },
	{ .key = "many_tasks", .kind = GRID_YES },
	{ .key = "one_pool", .kind = GRID_YES },
	{ .key = "demands" },
	{ .key = "memory" },
};

static struct text size_words(const struct workload *workload)
{
	struct text words = { "-" };
	if (workload->size_max)
		snprintf(words.s, sizeof words.s, "%" PRIu64 " %s", workload->size,
			size_units[workload->size_unit].name);
	return words;
}

static struct value size_value(const struct workload *workload, uint64_t size)
{
	return value_count(workload->size_max ? (int64_t)size : ABSENT);
}

static struct text call_names(const int *calls, unsigned n)
{
	struct text words = { "" };
	char name[64];
	size_t length = 0;
	for (unsigned i = 0; i < n && length < sizeof words.s; i++) {
		call_name(calls[i], name, sizeof name);
		length += (size_t)snprintf(
			words.s + length, sizeof words.s - length, "%s%s", i ? " " : "", name);
	}
	return words;
}

static void add_workload(struct grid *grid, const struct workload *workload)
{
	char over[64];
	const struct unit_of_size *unit = &size_units[workload->size_unit];
	grid_row(grid, value_text(workload->name),
		workload->calls_of_libc ? value_text("libc") : value_count(workload->calls_per_op),
		value_text(size_words(workload).s), value_text(workload->summary),
		value_text(workload->summary),
		value_text(call_names(workload->calls, workload->calls_per_op).s),
		value_count(workload->calls_per_round), value_count(workload->calls_per_task),
		value_count(workload->ends_per_op),
		value_count(workload->events_per_op[SIGNAL_STOPS]),
		value_count(workload->events_per_op[NEW_TASKS]),
		value_count(workload->events_per_op[EXECS]), value_count(workload->selects_per_op),
		value_text(call_names(workload->select, workload->selects_per_op).s),
		value_count(workload->selects_per_round), size_value(workload, workload->size),
		size_value(workload, unit->least), size_value(workload, workload->size_max),
		value_text(workload->size_max ? unit->name : NULL),
		value_yes(workload->answer_ignored), value_yes(workload->every_task),
		value_yes(workload->many_tasks), value_yes(workload->pool),
		value_text(coverage_words(workload->demands, over, sizeof over)),
		value_text(listing_access(workload->memory ? workload->memory->access : 0)));
}

static void print(struct sheet *sheet)
{
	struct grid grid = GRID(workload_columns);
	for (const struct workload *const *w = workloads; *w; w++)
		add_workload(&grid, *w);
	sheet_grid(sheet, &grid);
}

const struct listing listing = { .name = "workloads", .print = print };
