#include <argp.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <seccomp.h>

#include "base/nearest.h"
#include "commands.h"
#include "derive/derivation.h"
#include "machine/placement.h"
#include "machine/topology.h"
#include "modes/fit.h"
#include "plan/names.h"
#include "plan/placements.h"
#include "report/grid/sheet.h"
#include "report/text.h"
#include "run/counters.h"
#include "workload.h"

static const struct grid_column mode_columns[] = {
	{ .key = "mode", .heading = "mode" },
	{ .key = "stops_per_call", .heading = "stops", .kind = GRID_NUMBER },
	{ .key = "since", .heading = "since" },
	{ .heading = "" },
	{ .key = "summary" },
	{ .key = "n_min", .kind = GRID_NUMBER },
	{ .key = "n_max", .kind = GRID_NUMBER },
	{ .key = "loses" },
	{ .key = "changes" },
	{ .key = "reads" },
	{ .key = "needs" },
	{ .key = "at_least" },
	{ .key = "baseline", .kind = GRID_YES },
	{ .key = "selective", .kind = GRID_YES },
	{ .key = "answers", .kind = GRID_YES },
	{ .key = "events", .kind = GRID_YES },
	{ .key = "reference", .kind = GRID_YES },
	{ .key = "arms", .kind = GRID_YES },
	{ .key = "inside", .kind = GRID_YES },
	{ .key = "notifies", .kind = GRID_YES },
	{ .key = "tracer_each", .kind = GRID_YES },
	{ .key = "traces", .kind = GRID_YES },
	{ .key = "memory" },
};

static const char *memory_words(unsigned access)
{
	static const char *const words[] = { NULL, "read", "write", "read, write" };
	return words[access & (MEMORY_READ | MEMORY_WRITE)];
}

/* Whether `tracetax trace` takes it. */
static bool traces(const struct mode *mode)
{
	char reason[128];
	return fit_mode(mode, (struct traits){ .foreign = true }, reason, sizeof reason);
}

/* The summary, with what else is to be known. */
static struct text mode_words(const struct mode *mode)
{
	struct text words;
	char range[64] = "", lost[64];
	const char *loses = coverage_words(mode->misses, lost, sizeof lost);
	if (mode_is_family(mode))
		snprintf(range, sizeof range, " (N: %g to %g)", mode->n_min, mode->n_max);
	snprintf(words.s, sizeof words.s, "%s%s%s%s%s", mode->summary, range,
		*loses ? " (not over " : "", loses, *loses ? ")" : "");
	return words;
}

static void add_mode(struct grid *grid, const struct mode *mode)
{
	char lost[64];
	bool family = mode_is_family(mode);
	grid_row(grid, value_text(mode->name), value_number(mode->stops_per_call),
		value_text(mode->since), value_text(mode_words(mode).s), value_text(mode->summary),
		value_number(family ? mode->n_min : (double)NAN),
		value_number(family ? mode->n_max : (double)NAN),
		value_text(coverage_words(mode->misses, lost, sizeof lost)),
		value_text(mode->changes), value_text(mode->reads), value_text(mode->needs),
		value_text(mode->superset_of), value_yes(mode->baseline),
		value_yes(mode->selective), value_yes(mode->answers), value_yes(mode->events),
		value_yes(mode->reference_only), value_yes(mode->arm), value_yes(mode->inject),
		value_yes(mode->notifies), value_yes(mode->tracer_each), value_yes(traces(mode)),
		value_text(memory_words(mode->memory)));
}

static void list_modes(struct sheet *sheet)
{
	struct grid grid = GRID(mode_columns);
	for (const struct mode *const *m = modes; *m; m++)
		add_mode(&grid, *m);
	sheet_grid(sheet, &grid);
	sheet_break(sheet);
	sheet_say(sheet,
		"stops: per watched call. since: the first kernel. not over: what it does not watch.");
}

static const struct grid_column workload_columns[] = {
	{ .key = "workload", .heading = "workload" },
	{ .key = "calls_per_op", .heading = "calls/op", .kind = GRID_COUNT },
	{ .heading = "size" },
	{ .heading = "" },
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

/* Writes the name of a system call, or the number of one that has none. */
static void call_name(int call, char *words, size_t size)
{
	char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, call);
	if (name)
		snprintf(words, size, "%s", name);
	else
		snprintf(words, size, "%d", call);
	free(name);
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
		value_text(memory_words(workload->memory ? workload->memory->access : 0)));
}

static void list_workloads(struct sheet *sheet)
{
	struct grid grid = GRID(workload_columns);
	for (const struct workload *const *w = workloads; *w; w++)
		add_workload(&grid, *w);
	sheet_grid(sheet, &grid);
}

static const struct grid_column placement_columns[] = {
	{ .key = "placement", .heading = "" },
	{ .heading = "" },
	{ .key = "summary" },
	{ .key = "tracee_cpu", .kind = GRID_COUNT },
	{ .key = "tracer_cpu", .kind = GRID_COUNT },
	{ .key = "share" },
	{ .key = "lacks" },
};

static struct text placement_words(const char *summary, const struct placement *placement)
{
	struct text words;
	if (placement->lacking)
		snprintf(words.s, sizeof words.s, "%s (not here: %s)", summary, placement->lacking);
	else if (placement->cpu[TRACEE] >= 0)
		snprintf(words.s, sizeof words.s,
			"%s (tracee on CPU %d, tracer on CPU %d; shared: %s)", summary,
			placement->cpu[TRACEE], placement->cpu[TRACER], placement->share);
	else
		snprintf(words.s, sizeof words.s, "%s", summary);
	return words;
}

static void add_placement(struct grid *grid, const char *name, const char *summary)
{
	struct placement placement;
	int error = placement_resolve(name, &placement);
	if (error < 0)
		placement = (struct placement){ .lacking = strerror(-error) };
	bool pinned = !placement.lacking && placement.cpu[TRACEE] >= 0;
	grid_row(grid, value_text(name), value_text(placement_words(summary, &placement).s),
		value_text(summary), value_count(pinned ? placement.cpu[TRACEE] : ABSENT),
		value_count(pinned ? placement.cpu[TRACER] : ABSENT),
		value_text(pinned ? placement.share : NULL), value_text(placement.lacking));
}

static void list_placements(struct sheet *sheet)
{
	struct grid grid = GRID(placement_columns);
	for (size_t i = 0; placement_names[i]; i++)
		add_placement(&grid, placement_names[i], placement_summaries[i]);
	sheet_grid(sheet, &grid);
	hwloc_topology_t topology = topology_load();
	const char *doubt = topology_doubt(topology_source(topology));
	topology_free(topology);
	if (!doubt)
		return;
	sheet_break(sheet);
	sheet_say(sheet, "%s: see HWLOC_SYNTHETIC, HWLOC_XMLFILE and HWLOC_FSROOT", doubt);
}

static const struct grid_column table_columns[] = {
	{ .key = "table", .heading = "" },
	{ .key = "summary", .heading = "" },
};

static void list_tables(struct sheet *sheet)
{
	struct grid grid = GRID(table_columns);
	for (size_t i = 0; derivations[i]; i++)
		grid_row(&grid, value_text(derivations[i]->table->name),
			value_text(derivations[i]->summary));
	sheet_grid(sheet, &grid);
}

static const struct grid_column event_columns[] = { { .key = "event", .heading = "" } };

static void add_event(const char *name, void *grid)
{
	grid_row(grid, value_text(name));
}

static void list_events(struct sheet *sheet)
{
	struct grid grid = GRID(event_columns);
	counters_each_name(add_event, &grid);
	if (!counters_named())
		command_warn(COUNTERS_NAMELESS ": these are the kernel's own");
	sheet_grid(sheet, &grid);
}

static const struct {
	const char *name;
	void (*list)(struct sheet *sheet);
} lists[] = {
	{ "modes", list_modes },
	{ "workloads", list_workloads },
	{ "events", list_events },
	{ "placements", list_placements },
	{ "tables", list_tables },
};

struct request {
	const char *what, *format;
};

static const struct argp_option options[] = { FORMAT_OPTION, { 0 } };

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	if (key == OPTION_FORMAT) {
		request->format = value;
		return 0;
	}
	if (key != ARGP_KEY_ARG || request->what)
		return ARGP_ERR_UNKNOWN;
	request->what = value;
	return 0;
}

static int print(void (*list)(struct sheet *), enum format format)
{
	struct sheet sheet = { stdout, format, 0 };
	list(&sheet);
	return sheet.error ? command_fail(EXIT_FAILED, "%s", strerror(-sheet.error)) : EXIT_DONE;
}

static int run(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "modes|workloads|events|placements|tables",
		.doc = "What tracetax knows, and what of it this machine has.",
	};
	struct request request = { NULL, NULL };
	struct complaint complaint;
	enum format format;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &request, &complaint) < 0 ||
		format_find(request.format, &format, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	if (!request.what)
		return command_fail(EXIT_USAGE,
			"name one: tracetax list modes|workloads|events|placements|tables");
	struct nearest nearest = nearest_to(request.what);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (strcmp(lists[i].name, request.what) == 0)
			return print(lists[i].list, format);
		nearest_offer(&nearest, lists[i].name);
	}
	nearest_complain(&nearest, "list", "tracetax list --help", &complaint);
	return command_fail(EXIT_USAGE, "%s", complaint.text);
}

const struct command command = {
	.name = "list",
	.summary = "modes, workloads, events, placements or derived tables",
	.order = 3,
	.run = run,
};
