/* How the cost grows with the number of tasks under one tracer. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

static const struct grid_column columns[] = {
	{ .heading = "workload" },
	{ .heading = "placement" },
	{ .heading = "mode" },
	{ .heading = "tasks", .kind = GRID_COUNT },
	{ .heading = "calls per second, in all", .kind = GRID_RATE, .absent = "not measured" },
	{ .heading = "per call", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "slowdown", .kind = GRID_RATIO, .absent = "not measured" },
	{ .heading = "smallest share", .kind = GRID_NUMBER, .decimals = 2 },
};

static void add_point(const struct report *report, struct grid *grid, const struct scaling_row *row)
{
	bool baseline = cells_is_baseline(report->loaded, row->key);
	grid_row(grid, value_text(row->workload), value_text(row->placement), value_text(row->mode),
		value_count(row->size), value_number(row->calls_per_second.value),
		value_interval(row->ns_per_call),
		baseline ? value_text("") : value_interval(row->slowdown),
		value_number(row->least_share));
}

/* Writes " (not saturated at 1, saturated at 16)": only what whole intervals show. */
static void write_bounds(struct report *report, const struct saturation_row *row)
{
	const char *separator = " (";
	if (row->not_yet != ABSENT) {
		report_say(report, "%snot saturated at %" PRId64, separator, row->not_yet);
		separator = ", ";
	}
	if (row->surely != ABSENT) {
		report_say(report, "%ssaturated at %" PRId64, separator, row->surely);
		separator = ", ";
	}
	report_say(report, "%s", *separator == ',' ? ")" : "");
}

static void write_saturation(struct report *report, const struct saturation_row *row)
{
	report_say(report, "- `%s`, %s, placement %s: ", row->mode, row->workload, row->placement);
	if (row->tasks != ABSENT) {
		report_say(report, "it grows by no more than 10 %% beyond **%" PRId64 "**",
			row->tasks);
		write_bounds(report, row);
		report_say(report,
			"; at %" PRId64 " it makes %.2f of the calls per second at %" PRId64 "\n",
			row->most, row->ns_per_call / row->most_ns_per_call, row->tasks);
	} else {
		report_say(report, "it grows up to the %" PRId64 " that were measured", row->most);
		write_bounds(report, row);
		report_say(report, "\n");
	}
}

/* Returns the row with the smallest share on one CPU, under a tracer that tries to be fair; or
 * NULL. */
static const struct saturation_row *worst_off(const struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &saturation_table);
	const struct saturation_row *all = rows.all, *worst = NULL;
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(all[i].placement, "same") == 0 &&
			!is_yes(known_mode(&report->loaded->known, all[i].mode)->reference) &&
			!isnan(all[i].least_share) &&
			(!worst || all[i].least_share < worst->least_share))
			worst = &all[i];
	return worst;
}

static const struct {
	const char *mode, *is;
} references[] = {
	{ "ptrace-batch",
		" `ptrace-batch` is the simplest loop that serves all tasks: it takes all stops that wait, then restarts the tasks in that order. With many tasks the ratio can be less than 1: our loop asks for the tasks of the last batch by process id, so the kernel need not scan all tasks." },
	{ "ptrace-first",
		" `ptrace-first` takes the stop that wait(2) finds first, and lets the other tasks starve. So few tasks run at once, which is cheaper." },
};
enum { REFERENCES = sizeof references / sizeof *references };

static const struct grid_column against_columns[] = {
	{ .heading = "against", .kind = GRID_CODE },
	{ .heading = "workload" },
	{ .heading = "placement" },
	{ .heading = "tasks", .kind = GRID_COUNT },
	{ .heading = "so many times as long", .kind = GRID_RATIO, .absent = "not measured" },
};

/* Adds one line for each number of tasks at which ours and a reference were measured. */
static void add_against(const struct report *report, struct grid *grid, const char *reference)
{
	struct rows rows = tables_rows(report->loaded, &scaling_table);
	const struct scaling_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++) {
		const struct ratio_row *row = NULL;
		if (strcmp(all[i].mode, "ptrace-syscall") == 0)
			row = cells_ratio(report->loaded, all[i].key, reference);
		if (row)
			grid_row(grid, value_text(reference), value_text(row->workload),
				value_text(row->placement), value_count(row->size),
				value_interval(row->ratio));
	}
}

/* Writes what each measured reference is, and then one table of all their lines. */
static void write_references(struct report *report)
{
	const char *heading =
		"The time of a call under `ptrace-syscall`, compared with the simplest possible loops.";
	struct grid grid = GRID(against_columns);
	for (size_t r = 0; r < REFERENCES; r++) {
		size_t before = grid.n;
		add_against(report, &grid, references[r].mode);
		if (grid.n == before)
			continue;
		report_own(report, heading);
		report_own(report, references[r].is);
		heading = "";
	}
	if (grid.n == 0)
		return;
	report_say(report, "\n\n");
	report_grid(report, &grid);
}

static void write_shares(struct report *report)
{
	const struct saturation_row *worst = worst_off(report);
	report_say(report,
		"Smallest share: the operations of the task that made the fewest, divided by a fair share. Where many tasks wait for one tracer, the tracer decides which task is next; notifications are queued by the kernel. Where the tracer waits for the tasks, where nothing stops them, or where each task has a thread of the tracer, the scheduler decides. Its time slices are as long as the shorter windows. At placement free it may put one task on the CPU of the tracer and give the next task a CPU of its own.");
	if (worst)
		report_say(report,
			" On one CPU, where no task is nearer to the tracer than another, the smallest share under any single tracer that tries to be fair is **%.2f**: `%s`, %" PRId64
			" %s.",
			worst->least_share, worst->mode, worst->least_share_at, worst->workload);
	report_say(report, "\n\n");
}

static void write_saturations(struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &saturation_table);
	const struct saturation_row *all = rows.all;
	report_say(report,
		"A tracer is saturated at the number of tasks beyond which the calls per second of all tasks together grow no further. Numbers in bold are found by the medians. *Not saturated* and *saturated* are found by the whole intervals, each at 95 %% on its own:\n\n");
	for (size_t i = 0; i < rows.n; i++)
		write_saturation(report, &all[i]);
	report_say(report, "\n");
}

static void write(struct report *report)
{
	struct rows points = tables_rows(report->loaded, &scaling_table);
	const struct scaling_row *all = points.all;
	struct grid grid = GRID(columns);
	if (points.n == 0)
		return;
	report_say(report,
		"Several tasks make calls at once under one tracer (under `ptrace-each`, the tracer has a thread for each task). The time per call is the time of the window, divided by the calls of all tasks. The slowdown compares with as many tasks that nobody watches; at placement free these use every CPU. With more tasks, a single tracer finds the next stop waiting already and need not sleep. So its slowdown falls at first, most of all where the tracer would have to wake another CPU each time.\n\n");
	for (size_t i = 0; i < points.n; i++)
		add_point(report, &grid, &all[i]);
	report_grid(report, &grid);
	write_shares(report);
	write_references(report);
	write_saturations(report);
}

const struct section section = {
	.order = 800,
	.heading = "## How it grows",
	.fold = "From one task to many, in each mode",
	.write = write,
};
