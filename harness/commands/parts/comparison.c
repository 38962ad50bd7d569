#include <math.h>
#include <string.h>

#include "comparison.h"
#include "comparison_words.h"
#include "derive/differences.h"
#include "records/machine_record.h"
#include "report/text.h"

enum { DIFFERENCES_SHOWN = 24 };

static const struct grid_column campaign_columns[] = {
	{ .heading = "campaign" },
	{ .heading = "machine" },
	{ .heading = "flags" },
};

static void print_campaigns(const struct comparisons *all, struct sheet *sheet)
{
	struct grid grid = GRID(campaign_columns);
	for (size_t i = 0; i < all->n; i++) {
		char caption[160];
		machine_caption(all->campaigns[i].loaded.machine, caption, sizeof caption);
		grid_row(&grid, value_text(all->campaigns[i].label), value_text(caption),
			value_text(compared_flags(&all->campaigns[i]).s));
	}
	sheet_grid(sheet, &grid);
}

static const struct grid_column difference_columns[] = {
	{ .heading = "differs" },
	{ .heading = "baseline" },
	{ .heading = "here" },
};

static void print_differences(const struct comparison *comparison, struct sheet *sheet)
{
	struct difference list[DIFFERENCES_SHOWN];
	struct grid grid = GRID(difference_columns);
	size_t n = differences_find(comparison->a.campaigns[0]->loaded.machine,
		comparison->b.campaigns[0]->loaded.machine, list, DIFFERENCES_SHOWN);
	for (size_t i = 0; i < n && i < DIFFERENCES_SHOWN; i++)
		grid_row(&grid, value_text(list[i].key), value_text(list[i].a),
			value_text(list[i].b));
	if (n == 0)
		sheet_say(sheet, "nothing differs in machine.json");
	else
		sheet_grid(sheet, &grid);
	if (n > DIFFERENCES_SHOWN)
		sheet_say(sheet, "and %zu more differ", n - DIFFERENCES_SHOWN);
}

static const struct grid_column row_columns[] = {
	{ .heading = "workload" },
	{ .heading = "placement" },
	{ .heading = "mode" },
	{ .heading = "baseline", .kind = GRID_RATIO },
	{ .heading = "here", .kind = GRID_RATIO },
	{ .heading = "ratio of slowdowns", .kind = GRID_RATIO, .interval = true },
	{ .heading = "ratio of ns per call", .kind = GRID_RATIO, .interval = true },
	{ .heading = "verdict" },
};

static struct text verdict(const struct comparison_row *row)
{
	struct text words;
	snprintf(words.s, sizeof words.s, "%s%s%s%s", row->verdict,
		is_yes(row->differs) ? " *" : "", is_yes(row->over_limit) ? ", over the limit" : "",
		is_yes(row->flags_differ) ? ", flags differ" : "");
	return words;
}

static void add_row(struct grid *grid, const struct known *known, const struct comparison_row *row)
{
	bool compared = !isnan(row->slowdown_ratio.value);
	grid_row(grid, value_text(text_cell(known, row->workload, row->size).s),
		value_text(row->placement), value_text(row->mode),
		value_number(compared ? row->baseline_slowdown : (double)NAN),
		value_number(compared ? row->slowdown : (double)NAN),
		value_interval(row->slowdown_ratio), value_interval(row->ns_ratio),
		value_text(verdict(row).s));
}

static void say_off(const struct comparison *comparison, const struct sheet *sheet)
{
	struct off_findings findings = comparison_off(comparison);
	char doubtful[120] = "";
	if (findings.doubtful)
		snprintf(doubtful, sizeof doubtful,
			"; in %zu the shares of flagged runs differ: look for a disturbance first",
			findings.doubtful);
	sheet_say(sheet, "%zu of %zu ratios of slowdowns lie off 1 with their whole interval%s",
		findings.off, findings.rows, doubtful);
	if (comparison->alone)
		sheet_say(sheet, "not compared, for want of the other: %zu of the cells and modes",
			comparison->alone);
}

static void print_comparison(const struct comparison *comparison, struct sheet *sheet)
{
	struct grid grid = GRID(row_columns);
	sheet_title(sheet, "%s against %s", comparison_side(&comparison->b).s,
		comparison_side(&comparison->a).s);
	sheet_say(sheet, "%s", comparison_basis(comparison).s);
	print_differences(comparison, sheet);
	for (size_t i = 0; i < comparison->n; i++)
		add_row(&grid, &comparison->a.campaigns[0]->loaded.known, &comparison->rows[i]);
	sheet_break(sheet);
	sheet_grid(sheet, &grid);
	say_off(comparison, sheet);
}

static void say_conditions(const struct comparisons *all, struct sheet *sheet)
{
	bool single = false;
	for (size_t i = 0; i < all->n_list; i++)
		single |= !all->list[i].by_boots;
	sheet_break(sheet);
	sheet_say(sheet,
		"* differs; of all rows marked so, 5 %% are wrong on average; each interval holds with 95 %% on its own");
	if (single)
		sheet_say(sheet,
			"single boot: what another boot, or another hour, would change is in no interval");
	struct limit_findings findings = comparisons_over(all);
	if (!isnan(all->limit))
		sheet_say(sheet,
			"--fail-if-slower: %zu of %zu ratios of slowdowns lie above %g with their whole interval; that is the test, with a verdict or without",
			findings.over, findings.judged, all->limit);
}

static void print_records(const struct comparisons *all, struct sheet *sheet)
{
	struct grid grid = grid_of(&comparison_table);
	for (size_t i = 0; i < all->n_list; i++)
		for (size_t j = 0; j < all->list[i].n; j++)
			grid_add_record(&grid, &comparison_table, &all->list[i].rows[j]);
	sheet_grid(sheet, &grid);
}

void comparison_print(const struct comparisons *all, struct sheet *sheet)
{
	if (format_is_data(sheet->format)) {
		print_records(all, sheet);
		return;
	}
	print_campaigns(all, sheet);
	for (size_t i = 0; i < all->n_list; i++)
		print_comparison(&all->list[i], sheet);
	say_conditions(all, sheet);
}
