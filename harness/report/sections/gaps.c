/* What was skipped or failed, and why. */
#include <string.h>

#include "report/section.h"
#include "report/text.h"

static bool same_cause(const struct gap_row *a, const struct gap_row *b)
{
	return strcmp(a->reason, b->reason) == 0 && key_same_cell(&a->key, &b->key);
}

/* Writes one line for all the modes of a cell that share a reason. */
static void write_gap(struct report *report, const struct rows *rows, size_t first)
{
	const struct gap_row *gaps = rows->all, *gap = &gaps[first];
	for (size_t i = 0; i < first; i++)
		if (same_cause(&gaps[i], gap))
			return; /* already written with that row */
	report_say(report, "- %s: %s, placement %s: %s (", gap->status,
		report_cell(report, &gap->key).s, gap->placement, gap->reason);
	const char *separator = "";
	for (size_t i = first; i < rows->n; i++)
		if (same_cause(&gaps[i], gap)) {
			report_say(report, "%s%s", separator, gaps[i].mode);
			separator = ", ";
		}
	report_say(report, ")\n");
}

static void write(struct report *report)
{
	const struct loaded *loaded = report->loaded;
	struct rows rows = tables_rows(loaded, &gaps_table);
	for (size_t i = 0; i < rows.n; i++)
		write_gap(report, &rows, i);
	if (rows.n == 0)
		report_say(report, "- No run was skipped, and none failed.\n");
	for (size_t i = 0; i < loaded->n_refusals; i++)
		report_say(report,
			"- counter `%s`: %s on this machine, its columns in the records are empty\n",
			loaded->refusals[i].event, loaded->refusals[i].status);
	report_say(report, "\n");
}

const struct section section = {
	.order = 1600,
	.heading = "## What was skipped, and why",
	.write = write,
};
