/* Every row of the summary. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "derive/cells.h"
#include "report/report.h"
#include "report/text.h"

void report_cells(const struct report *report)
{
	const struct loaded *loaded = report->loaded;
	fprintf(report->out, "## Every cell\n\n| workload | placement | mode | blocks | slowdown | "
			     "per call | stops per "
			     "call | switches per call | CPU per call | smallest detectable "
			     "effect | verdict "
			     "|\n|---|---|---|--:|--:|--:|--:|--:|--:|--:|---|\n");
	const struct summary_row **rows = load_sorted(loaded);
	size_t n = tables_rows(loaded, &summary_table).n;
	for (size_t i = 0; rows && i < n; i++) {
		const struct summary_row *row = rows[i];
		char stops[24] = "", switches[24] = "";
		if (!isnan(row->stops_per_call))
			snprintf(stops, sizeof stops, "%.3f", row->stops_per_call);
		if (!isnan(row->switches_per_call))
			snprintf(switches, sizeof switches, "%.3f", row->switches_per_call);
		fprintf(report->out,
			"| %s | %s | %s | %" PRId64 " | %s | %s | %s | %s | %s | %s | %s |\n",
			text_escape(text_cell(&report->loaded->known, row->workload, row->size).s)
				.s,
			text_escape(row->placement).s, text_escape(row->mode).s, row->blocks,
			text_ratio_interval(cells_slowdown(row)).s,
			isnan(row->ns_per_call.value) ? "" : text_ns_interval(cells_ns(row)).s,
			stops, switches,
			isnan(row->cpu_ns_per_call) ? "" : text_ns(row->cpu_ns_per_call).s,
			text_percent(row->smallest_detectable).s, row->verdict);
	}
	free(rows);
	fprintf(report->out,
		"\nThe slowdown of a baseline (`untraced`, `memcpy`) is that of its second run "
		"against its first in the same block: the A/A control, 1 but for noise. A verdict "
		"is "
		"`equivalent` where the whole interval lies within 1 +- %.2f; verdicts are from "
		"intervals that hold for all %zu rows together, wider than the 95 %% ones shown, "
		"and where a cell has too few blocks for such an interval there is none (blocks "
		"that "
		"depend on one another are joined, and count as one). A call that ends a task has "
		"no "
		"exit: where a task makes few calls, as in `fork`, `thread` or `execve`, a call "
		"stops "
		"less often than its mode says. Switches of several threads are the kernel's own "
		"count; those of several processes, and of the tracer of `ptrace-each`, nobody "
		"tells, nor the CPU time of several processes. "
		"For `memory-read` a "
		"call is one "
		"read of that size. Switches are of both processes together, counted by perf in a "
		"window of "
		"its own, or by the kernel for rusage where perf is refused; CPU is of both "
		"together. The same "
		"as data: [summary.csv](%s/summary.csv), [runs.csv](%s/runs.csv).\n\n",
		load_margin(loaded), load_verdicts(loaded), report->base, report->base);
}
