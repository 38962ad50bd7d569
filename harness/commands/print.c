#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"

/* Four figures at most: more would be a lie. */
static void print_interval(double value, double lo, double hi, const char *unit)
{
	char interval[48] = "";
	if (isnan(value)) {
		printf("  %8s %-20s", "-", "");
		return;
	}
	if (!isnan(lo))
		snprintf(interval, sizeof interval, "[%.4g, %.4g]", lo, hi);
	printf("  %7.4g%s %-20s", value, unit, interval);
}

static void print_count(double per_call)
{
	if (isnan(per_call))
		printf(" %7s", "-");
	else
		printf(" %7.3f", per_call);
}

static void print_row(const struct summary_row *row)
{
	char cell[80];
	if (row->size == ABSENT)
		snprintf(cell, sizeof cell, "%s", row->workload);
	else
		snprintf(cell, sizeof cell, "%s %lld", row->workload, (long long)row->size);
	printf("%-19s %-6s %-21s", cell, row->placement, row->mode);
	print_interval(row->slowdown, row->slowdown_lo, row->slowdown_hi, "x");
	print_interval(row->ns_per_call, row->ns_per_call_lo, row->ns_per_call_hi, " ns");
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
	printf("%-19s %-6s %-21s  %8s %-20s  %10s %-20s %7s %7s  %s\n", "workload", "place", "mode",
		"slowdown", "95 % interval", "per call", "95 % interval", "stops", "switch",
		"verdict");
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
