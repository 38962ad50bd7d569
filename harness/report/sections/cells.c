/* Every row of the summary. */
#include <stdlib.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

static const struct grid_column columns[] = {
	{ .heading = "workload" },
	{ .heading = "placement" },
	{ .heading = "mode" },
	{ .heading = "blocks", .kind = GRID_COUNT },
	{ .heading = "slowdown", .kind = GRID_RATIO, .absent = "not measured" },
	{ .heading = "per call", .kind = GRID_NS },
	{ .heading = "stops per call", .kind = GRID_NUMBER, .decimals = 3 },
	{ .heading = "switches per call", .kind = GRID_NUMBER, .decimals = 3 },
	{ .heading = "CPU per call", .kind = GRID_NS },
	{ .heading = "smallest detectable effect", .kind = GRID_PERCENT, .absent = "-" },
	{ .heading = "verdict" },
};

static void add_row(const struct report *report, struct grid *grid, const struct summary_row *row)
{
	grid_row(grid, value_text(report_cell(report, &row->key).s), value_text(row->placement),
		value_text(row->mode), value_count(row->blocks),
		value_interval(cells_slowdown(row)), value_interval(cells_ns(row)),
		value_number(row->stops_per_call), value_number(row->switches_per_call),
		value_number(row->cpu_ns_per_call), value_number(row->smallest_detectable),
		value_text(row->verdict));
}

static void write(struct report *report)
{
	const struct loaded *loaded = report->loaded;
	const struct summary_row **rows = cells_sorted(loaded);
	struct grid grid = GRID(columns);
	grid.failed = !rows;
	for (size_t i = 0; rows && i < tables_rows(loaded, &summary_table).n; i++)
		add_row(report, &grid, rows[i]);
	free(rows);
	report_grid(report, &grid);
	report_say(report,
		"The slowdown of a baseline (`untraced`, `memcpy`) compares its second run with its first in the same block. This is the A/A control: it is 1 except for noise. A verdict is `equivalent` where the whole interval lies within 1 +- %.2f. Each interval shown holds with 95 %% on its own. Which of the %zu rows are decided is settled for the table as a whole, from wider intervals (`joint_lo` and `joint_hi` in the data): of all that are called slower or faster, 5 %% are wrong on average, and likewise of all `equivalent`. A cell with too few blocks for such an interval has no verdict. Blocks that depend on one another are joined, and count as one. For `memory-read` a call is one read of that size. A call that ends a task has no exit stop. So where a task makes few calls, as in `fork`, `thread` or `execve`, a call stops less often than its mode says. Switches and CPU time are those of both processes together. perf counts the switches in a window of its own. Where perf is refused, or there are several threads, the switches are the kernel's own count (getrusage). Where there are several processes, neither their switches nor their CPU time are known, and the switches of the tracer of `ptrace-each` are not known either. The same as data: [summary.csv](%s/summary.csv), [runs.csv](%s/runs.csv).\n\n",
		load_margin(loaded), cells_verdicts(loaded), report->base, report->base);
}

const struct section section = {
	.order = 1500,
	.heading = "## Every cell",
	.fold = "All workloads, modes and placements",
	.write = write,
};
