#include <math.h>
#include <string.h>

#include "records/machine_record.h"
#include "report/sections/comparison.h"
#include "report/text.h"

static void write_campaigns(const struct comparisons *all, FILE *out)
{
	fputs("| campaign | machine | flags |\n|---|---|---|\n", out);
	for (size_t i = 0; i < all->n; i++) {
		char caption[160];
		machine_caption(all->campaigns[i].loaded.machine, caption, sizeof caption);
		fprintf(out, "| %s | %s |", text_escape(all->campaigns[i].label).s, caption);
		fprintf(out, " %s |\n", text_escape(compared_flags(&all->campaigns[i]).s).s);
	}
}

static void write_differences(const struct comparison *comparison, FILE *out)
{
	struct difference list[DIFFERENCES_SHOWN];
	size_t n = differences_find(comparison->a.campaigns[0]->loaded.machine,
		comparison->b.campaigns[0]->loaded.machine, list, DIFFERENCES_SHOWN);
	if (n == 0) {
		fputs("Nothing differs in `machine.json`.\n\n", out);
		return;
	}
	fputs("| what differs | baseline | here |\n|---|---|---|\n", out);
	for (size_t i = 0; i < n && i < DIFFERENCES_SHOWN; i++) {
		fprintf(out, "| %s |", text_escape(list[i].key).s);
		fprintf(out, " %s |", text_escape(list[i].a).s);
		fprintf(out, " %s |\n", text_escape(list[i].b).s);
	}
	if (n > DIFFERENCES_SHOWN)
		fprintf(out, "\nAnd %zu more.\n", n - DIFFERENCES_SHOWN);
	fputc('\n', out);
}

static void write_row(const struct comparison_row *row, FILE *out)
{
	struct estimate slowdowns = { row->slowdown_ratio, row->slowdown_ratio_lo,
		row->slowdown_ratio_hi };
	struct estimate ns = { row->ns_ratio, row->ns_ratio_lo, row->ns_ratio_hi };
	bool differs = strcmp(row->differs, "yes") == 0;
	fprintf(out, "| %s", text_escape(text_cell(row->workload, row->size).s).s);
	fprintf(out, " | %s |", text_escape(row->placement).s);
	fprintf(out, " %s |", text_escape(row->mode).s);
	fprintf(out, " %s |",
		isnan(row->slowdown_ratio) ? "" : text_ratio(row->baseline_slowdown).s);
	fprintf(out, " %s |", isnan(row->slowdown_ratio) ? "" : text_ratio(row->slowdown).s);
	fprintf(out, " %s%s |", isnan(slowdowns.value) ? "" : text_ratio_interval(slowdowns).s,
		differs ? " \\*" : "");
	fprintf(out, " %s |", isnan(ns.value) ? "" : text_ratio_interval(ns).s);
	fprintf(out, " %s%s%s |\n", row->verdict,
		strcmp(row->over_limit, "yes") == 0 ? "; over the limit" : "",
		strcmp(row->flags_differ, "yes") == 0 ? "; flags differ" : "");
}

static void write_comparison(const struct comparison *comparison, FILE *out)
{
	fprintf(out, "\n## %s", text_escape(comparison_side(&comparison->b).s).s);
	fprintf(out, " against %s\n\n", text_escape(comparison_side(&comparison->a).s).s);
	fprintf(out, "%s\n\n", text_escape(comparison_basis(comparison).s).s);
	write_differences(comparison, out);
	fputs("| workload | placement | mode | slowdown, baseline | slowdown, here | "
	      "ratio of slowdowns | ratio of ns per call | verdict |\n"
	      "|---|---|---|---|---|---|---|---|\n",
		out);
	for (size_t i = 0; i < comparison->n; i++)
		write_row(&comparison->rows[i], out);
	if (comparison->alone)
		fprintf(out, "\nNot compared, for want of the other: %zu of the cells and modes.\n",
			comparison->alone);
}

void comparisons_markdown(const struct comparisons *all, FILE *out)
{
	fputs("# Campaigns compared\n\n", out);
	write_campaigns(all, out);
	for (size_t i = 0; i < all->n_list; i++)
		write_comparison(&all->list[i], out);
	fprintf(out,
		"\nAll %zu intervals hold together with 95 %%. \\* differs, where of all marked "
		"rows 5 %% are wrong on average.\n",
		all->intervals);
}
