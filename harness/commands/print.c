#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "derive/cells.h"
#include "gaps.h"
#include "padded.h"
#include "print.h"
#include "report/sections/trust.h"
#include "report/text.h"

enum { MATTERS_MAX = 4 }; /* lines */

static void print_count(double per_call)
{
	if (isnan(per_call))
		printf(" %8s", "-");
	else
		printf(" %8.3f", per_call);
}

static void print_row(const struct summary_row *row)
{
	printf("%-20s %-6s %-21s", text_cell(row->workload, row->size).s, row->placement,
		row->mode);
	print_padded(stdout, text_ratio_interval(cells_slowdown(row)).s, 21);
	print_padded(stdout, isnan(row->ns_per_call) ? "-" : text_ns_interval(cells_ns(row)).s, 24);
	print_count(row->stops_per_call);
	print_count(row->switches_per_call);
	printf(" %8s  %s\n", text_percent(row->smallest_detectable).s,
		*row->verdict ? row->verdict : "too few blocks");
}

static void print_flags(const struct loaded *loaded)
{
	if (!loaded->flagged)
		return;
	printf("%llu of %llu runs are flagged (", (unsigned long long)loaded->flagged,
		(unsigned long long)loaded->ok);
	for (size_t i = 0; i < loaded->dataset.n_causes; i++)
		printf("%s%s %zu", i ? ", " : "", loaded->dataset.causes[i].flag,
			loaded->dataset.causes[i].n);
	puts("); none is left out");
	size_t matters = 0;
	for (size_t i = 0; i < loaded->dataset.n_groups; i++) {
		const struct summary_row *row = &loaded->rows[i];
		if (strcmp(row->flags_matter, "yes") != 0 || ++matters > MATTERS_MAX)
			continue;
		printf("  it matters: %s %s %s would be %s without them\n",
			text_cell(row->workload, row->size).s, row->placement, row->mode,
			text_ratio_interval(cells_unflagged(row)).s);
	}
	if (matters > MATTERS_MAX)
		printf("  and in %zu more rows: column flags_matter of summary.csv\n",
			matters - MATTERS_MAX);
}

static void print_conditions(const struct loaded *loaded)
{
	size_t k = summary_verdicts(&loaded->dataset);
	if (k == 0)
		return;
	printf("detect: the smallest effect that would be found. verdict: at +-%g %%, from "
	       "intervals that hold\nfor all %zu rows together. The row of a baseline is the A/A "
	       "control, one run of it against another.\n",
		load_margin(loaded) * 100, k);
	struct rows relations = tables_rows(loaded, &relations_table);
	printf("relations that must hold: %zu of %zu do%s\n", trust_standing(&relations, "holds"),
		relations.n,
		trust_standing(&relations, "open") ? ", of the others too few blocks were measured"
						   : "");
}

void print_summary(const struct loaded *loaded)
{
	size_t n = loaded->dataset.n_groups;
	const struct summary_row **rows = load_sorted(loaded);
	if (!rows)
		return;
	printf("%-20s %-6s %-21s  %-21s  %-24s %8s %8s %8s  %s\n", "workload", "place", "mode",
		"slowdown (95 %)", "per call (95 %)", "stops", "switches", "detect", "verdict");
	for (size_t i = 0; i < n; i++)
		print_row(rows[i]);
	free(rows);
	gaps_print(&loaded->dataset, stdout);
	print_conditions(loaded);
	print_flags(loaded);
}

void print_doubts(const struct loaded *loaded)
{
	for (size_t i = 0; i < loaded->n_doubts; i++)
		command_fail(0, "%s", loaded->doubts[i].text);
}

static void print_distrust(const char *line, void *context)
{
	(void)context;
	command_fail(EXIT_UNTRUSTED, "not to be trusted: %s", line);
}

int print_trust(const struct loaded *loaded)
{
	return trust_reasons(loaded, print_distrust, NULL) ? EXIT_UNTRUSTED : EXIT_DONE;
}
