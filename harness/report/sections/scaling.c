/* How the cost grows with the number of tasks under one tracer. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/report.h"
#include "report/text.h"

static void write_point(const struct report *report, const struct scaling_row *row)
{
	bool baseline = cells_is_baseline(report->loaded, row->key);
	char share[24] = "";
	if (!isnan(row->least_share))
		snprintf(share, sizeof share, "%.2f", row->least_share);
	fprintf(report->out, "| %s | %s | %s | %" PRId64 " | %s | %s | %s | %s |\n",
		text_escape(row->workload).s, text_escape(row->placement).s,
		text_escape(row->mode).s, row->size, text_rate(row->calls_per_second.value).s,
		text_ns_interval(row->ns_per_call).s,
		baseline ? "" : text_ratio_interval(row->slowdown).s, share);
}

/* Writes " (not yet at 1, surely at 16)", as far as the intervals are sure of it. */
static void write_bounds(const struct report *report, const struct saturation_row *row)
{
	const char *separator = " (";
	if (row->not_yet != ABSENT) {
		fprintf(report->out, "%snot yet at %" PRId64, separator, row->not_yet);
		separator = ", ";
	}
	if (row->surely != ABSENT) {
		fprintf(report->out, "%ssurely at %" PRId64, separator, row->surely);
		separator = ", ";
	}
	fputs(*separator == ',' ? ")" : "", report->out);
}

static void write_saturation(const struct report *report, const struct saturation_row *row)
{
	fprintf(report->out, "- `%s`, %s, placement %s: ", text_escape(row->mode).s,
		text_escape(row->workload).s, text_escape(row->placement).s);
	if (row->tasks != ABSENT) {
		fprintf(report->out, "no more than 10 %% beyond **%" PRId64 "**", row->tasks);
		write_bounds(report, row);
		fprintf(report->out,
			"; at %" PRId64 " it makes %.2f of the calls per second at %" PRId64 "\n",
			row->most, row->ns_per_call / row->most_ns_per_call, row->tasks);
	} else {
		fprintf(report->out, "it grows up to the %" PRId64 " that were measured",
			row->most);
		write_bounds(report, row);
		fputc('\n', report->out);
	}
}

/* Returns where the smallest share is, on one CPU, under one tracer that means to be fair; or NULL.
 */
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
	{ "ptrace-batch", "is the simplest that serves all: it takes all stops that wait, then "
			  "restarts the tasks in that order. Less than 1 of many tasks: ours asks "
			  "for those of the last batch by name, which spares the kernel its scan "
			  "of all." },
	{ "ptrace-first", "takes what wait(2) finds first, and lets the rest starve: so few run at "
			  "once, which is cheaper." },
};
enum { REFERENCES = sizeof references / sizeof *references };

/* Writes one line for each number of tasks at which ours and a reference were measured; returns how
 * many. */
static size_t write_against(const struct report *report, const char *reference)
{
	struct rows rows = tables_rows(report->loaded, &scaling_table);
	const struct scaling_row *all = rows.all;
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++) {
		const struct ratio_row *ratio = NULL;
		if (strcmp(all[i].mode, "ptrace-syscall") == 0)
			ratio = cells_ratio(report->loaded, all[i].key, reference);
		if (!ratio)
			continue;
		n++;
		fprintf(report->out, "| `%s` | %s | %s | %" PRId64 " | %s |\n", reference,
			text_escape(ratio->workload).s, text_escape(ratio->placement).s,
			ratio->size, text_ratio_interval(ratio->ratio).s);
	}
	return n;
}

/* Writes what the references are, as far as they were measured, and after that the lines of each.
 */
static void write_references(const struct report *report)
{
	const char *heading = "How long a call takes under `ptrace-syscall`, against the least "
			      "loops there are.";
	char *lines = NULL;
	size_t length = 0;
	struct report inner = *report;
	inner.out = open_memstream(&lines, &length);
	for (size_t r = 0; inner.out && r < REFERENCES; r++) {
		if (!write_against(&inner, references[r].mode))
			continue;
		fprintf(report->out, "%s `%s` %s", heading, references[r].mode, references[r].is);
		heading = "";
	}
	if (inner.out && fclose(inner.out) == 0 && length)
		fprintf(report->out,
			"\n\n| against | workload | placement | tasks | so many times as long "
			"|\n|---|---|---|--:|--:|\n%s\n",
			lines);
	free(lines);
}

static void write_shares(const struct report *report)
{
	const struct saturation_row *worst = worst_off(report);
	fprintf(report->out,
		"\nSmallest share: the operations of the task that made the fewest, divided by "
		"a fair share. Where many tasks wait for one tracer, it decides who is next, "
		"and notifications are queued by the kernel; where the tracer waits for "
		"them, where nothing stops them, or where each has a thread of its own, "
		"the scheduler decides. Its slices are as long as the shorter windows, and at "
		"placement free it may put one task beside the tracer and give the next a CPU "
		"of its own.");
	if (worst)
		fprintf(report->out,
			" On one CPU, where no task is nearer to the tracer than another, the "
			"smallest under any one tracer that means to be fair is **%.2f**: `%s`, "
			"%" PRId64 " %s.",
			worst->least_share, text_escape(worst->mode).s, worst->least_share_at,
			text_escape(worst->workload).s);
	fputs("\n\n", report->out);
}

static void write_curves(const struct report *report)
{
	struct rows points = tables_rows(report->loaded, &scaling_table),
		    saturations = tables_rows(report->loaded, &saturation_table);
	const struct scaling_row *point = points.all;
	const struct saturation_row *saturation = saturations.all;
	fprintf(report->out, "## How it grows\n\nSo many tasks make calls at once, under one "
			     "tracer (`ptrace-each`: a thread of it for each). The time of a "
			     "call is that of all of them, divided by their number; the slowdown "
			     "is against as many tasks that nobody watches, which at placement "
			     "free use every CPU. With more tasks one tracer finds the next stop "
			     "waiting already, and need not sleep: so its slowdown falls at first, "
			     "most of all where it would have to wake another CPU each time.\n\n"
			     "| workload | placement | mode | tasks | calls per "
			     "second, in all | per call | slowdown | smallest share |\n"
			     "|---|---|---|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < points.n; i++)
		write_point(report, &point[i]);
	write_shares(report);
	write_references(report);
	fprintf(report->out,
		"From how many tasks on one tracer is saturated, that is, the calls per "
		"second of all together grow no further; in bold by the medians, *not yet* and "
		"*surely* by the whole intervals, each at 95 %% on its own:\n\n");
	for (size_t i = 0; i < saturations.n; i++)
		write_saturation(report, &saturation[i]);
	fputs("\n", report->out);
}

void report_scaling(const struct report *report)
{
	if (tables_rows(report->loaded, &scaling_table).n > 0)
		write_curves(report);
}
