#include "records/rows.h"

/* A summary is read in place of the runs. */
static const char *impossible(const void *row, const void *before)
{
	const struct summary_row *summary = row;
	(void)before;
	bool some = summary->runs >= 0 && summary->runs <= INT32_MAX;
	return some && summary->flagged >= 0 && summary->flagged <= summary->runs
		       ? NULL
		       : "runs, or flagged ones, cannot be so many";
}

TABLE(summary_table, summary_row, SUMMARY_COLUMNS, .name = "summary.csv", .impossible = impossible);
