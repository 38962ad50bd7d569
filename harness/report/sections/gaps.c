/* What was skipped or failed, and why. */
#include <string.h>

#include "report/report.h"
#include "report/text.h"

static bool same_cause(const struct gap_row *a, const struct gap_row *b)
{
	return strcmp(a->reason, b->reason) == 0 && key_same_cell(&a->key, &b->key);
}

/* Writes one line for all the modes of a cell that share a reason. */
static void write_gap(const struct report *report, const struct rows *rows, size_t first)
{
	const struct gap_row *gaps = rows->all, *gap = &gaps[first];
	for (size_t i = 0; i < first; i++)
		if (same_cause(&gaps[i], gap))
			return; /* told there */
	fprintf(report->out, "- %s: %s, placement %s: %s (", text_escape(gap->status).s,
		text_escape(text_cell(&report->loaded->known, gap->workload, gap->size).s).s,
		text_escape(gap->placement).s, text_escape(gap->reason).s);
	const char *separator = "";
	for (size_t i = first; i < rows->n; i++)
		if (same_cause(&gaps[i], gap)) {
			fprintf(report->out, "%s%s", separator, text_escape(gaps[i].mode).s);
			separator = ", ";
		}
	fputs(")\n", report->out);
}

void report_gaps(const struct report *report)
{
	const struct loaded *loaded = report->loaded;
	struct rows rows = tables_rows(loaded, &gaps_table);
	fprintf(report->out, "## What was skipped, and why\n\n");
	for (size_t i = 0; i < rows.n; i++)
		write_gap(report, &rows, i);
	if (rows.n == 0)
		fprintf(report->out, "- No run was skipped, and none failed.\n");
	for (size_t i = 0; i < loaded->n_refusals; i++)
		fprintf(report->out,
			"- counter `%s`: %s on this machine, its columns in the records are "
			"empty\n",
			text_escape(loaded->refusals[i].event).s,
			text_escape(loaded->refusals[i].status).s);
	fputs("\n", report->out);
}
