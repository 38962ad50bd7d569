/* The control: a program that makes no call must not notice who watches its calls. */
#include <math.h>
#include <string.h>

#include "derive/tables.h"
#include "report/report.h"
#include "report/text.h"

static size_t count(const struct rows *rows, const char *contains_1)
{
	const struct control_row *all = rows->all;
	size_t n = 0;
	for (size_t i = 0; i < rows->n; i++)
		n += strcmp(all[i].contains_1, contains_1) == 0;
	return n;
}

static void write_row(const struct report *report, const struct control_row *row)
{
	char interval[48] = "";
	if (!isnan(row->slowdown.lo))
		snprintf(interval, sizeof interval, " (%.4f to %.4f)", row->slowdown.lo,
			row->slowdown.hi);
	fprintf(report->out, "| %s | %s | %s | %.4f%s | %s |\n", text_escape(row->workload).s,
		text_escape(row->mode).s, text_escape(row->placement).s, row->slowdown.value,
		interval,
		!*row->contains_1		      ? "too few blocks"
		: strcmp(row->contains_1, "yes") == 0 ? "yes"
						      : "**no**");
}

void report_control(const struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &control_table);
	const struct control_row *all = rows.all;
	if (rows.n == 0)
		return;
	fprintf(report->out,
		"## The control\n\nThese programs make no system call: their slowdown must be 1 in "
		"every mode. The intervals hold for all %zu together at 95 %% (Bonferroni).\n\n"
		"| workload | mode | placement | slowdown | contains 1 |\n|---|---|---|--:|---|\n",
		rows.n);
	for (size_t i = 0; i < rows.n; i++)
		if (!isnan(all[i].slowdown.value)) /* else there is no baseline to compare with */
			write_row(report, &all[i]);
	fprintf(report->out, "\nVerdict: **%s**.\n\n",
		count(&rows, "no")
			? "the control shows an effect where there can be none: do not trust this "
			  "campaign"
		: count(&rows, "yes") == rows.n ? "the control is clean"
						: "undecided: too few blocks");
}
