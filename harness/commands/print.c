#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "padded.h"
#include "print.h"
#include "report/report.h"
#include "report/text.h"

static void print_count(double per_call)
{
	if (isnan(per_call))
		printf(" %8s", "-");
	else
		printf(" %8.3f", per_call);
}

static void print_row(const struct summary_row *row)
{
	char cell[sizeof(struct text) + sizeof row->workload];
	if (row->size == ABSENT)
		snprintf(cell, sizeof cell, "%s", row->workload);
	else
		snprintf(
			cell, sizeof cell, "%s %s", row->workload, text_bytes((double)row->size).s);
	printf("%-20s %-6s %-21s", cell, row->placement, row->mode);
	print_padded(stdout, text_ratio_interval(report_slowdown(row)).s, 21);
	print_padded(
		stdout, isnan(row->ns_per_call) ? "-" : text_ns_interval(report_ns(row)).s, 24);
	print_count(row->stops_per_call);
	print_count(row->switches_per_call);
	printf("  %s\n", row->verdict);
}

void print_summary(const struct loaded *loaded)
{
	size_t n = loaded->dataset.n_groups;
	const struct summary_row **rows = load_sorted(loaded);
	if (!rows)
		return;
	printf("%-20s %-6s %-21s  %-21s  %-24s %8s %8s  %s\n", "workload", "place", "mode",
		"slowdown (95 %)", "per call (95 %)", "stops", "switches", "verdict");
	for (size_t i = 0; i < n; i++)
		print_row(rows[i]);
	free(rows);
	for (size_t i = 0; i < loaded->dataset.n_gaps; i++) {
		const struct gap *gap = &loaded->dataset.gaps[i];
		printf("%s: %s %s %s: %s\n", gap->status, gap->workload, gap->placement, gap->mode,
			gap->reason);
	}
	if (loaded->flagged)
		printf("%llu of %llu runs are flagged (column flags of runs.csv); none is left "
		       "out\n",
			(unsigned long long)loaded->flagged, (unsigned long long)loaded->ok);
}
