#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "comparison.h"
#include "comparison_words.h"
#include "derive/differences.h"
#include "print.h"
#include "records/machine_record.h"
#include "report/text.h"
#include "side_by_side.h"

enum { DIFFERENCES_SHOWN = 24, ROWS_SHOWN = 20 };

static const struct grid_column campaign_columns[] = {
	{ .heading = "campaign", .fit = GRID_WRAP },
	{ .heading = "machine", .fit = GRID_WRAP },
	{ .heading = "flags", .fit = GRID_WRAP },
};

/* Returns how many of n campaigns are shown. */
static size_t shown_of(size_t n, bool every)
{
	return every || n < SIDE_BY_SIDE_MAX ? n : SIDE_BY_SIDE_MAX;
}

static void print_campaigns(const struct comparisons *all, bool every, struct sheet *sheet)
{
	struct grid grid = GRID(campaign_columns);
	size_t n = shown_of(all->n, every);
	for (size_t i = 0; i < n; i++) {
		char caption[160];
		machine_caption(all->campaigns[i].loaded.machine, caption, sizeof caption);
		grid_row(&grid, value_text(all->campaigns[i].label), value_text(caption),
			value_text(compared_flags(&all->campaigns[i]).s));
	}
	sheet_break(sheet);
	sheet_grid(sheet, &grid);
	if (all->n > n)
		sheet_say(sheet, "and %zu more campaigns: --all shows each", all->n - n);
}

static const struct grid_column difference_columns[] = {
	{ .heading = "differs", .fit = GRID_WRAP },
	{ .heading = "baseline", .fit = GRID_WRAP },
	{ .heading = "here", .fit = GRID_WRAP },
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
	{ .heading = "workload", .fit = GRID_SHORTEN, .drop = 5 },
	{ .heading = "placement", .drop = 4 },
	{ .heading = "mode", .fit = GRID_SHORTEN },
	{ .heading = "baseline", .kind = GRID_RATIO, .drop = 2 },
	{ .heading = "here", .kind = GRID_RATIO, .drop = 3 },
	{ .heading = "ratio of slowdowns", .kind = GRID_RATIO, .interval = true },
	{ .heading = "ratio of ns per call", .kind = GRID_RATIO, .interval = true, .drop = 1 },
	{ .heading = "verdict", .moods = verdict_moods, .fit = GRID_WRAP },
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

static int by_distance(const void *a, const void *b)
{
	double x = comparison_distance(*(const struct comparison_row *const *)a);
	double y = comparison_distance(*(const struct comparison_row *const *)b);
	return (x < y) - (x > y);
}

/* Returns the rows: those that differ by how much, then the others in their order. */
static const struct comparison_row **ordered(const struct comparison *comparison, size_t *differ)
{
	const struct comparison_row **rows = malloc((comparison->n + 1) * sizeof *rows);
	size_t n = 0;
	*differ = 0;
	for (size_t i = 0; i < comparison->n && rows; i++)
		if (is_yes(comparison->rows[i].differs))
			rows[(*differ)++] = &comparison->rows[i];
	n = *differ;
	for (size_t i = 0; i < comparison->n && rows; i++)
		if (!is_yes(comparison->rows[i].differs))
			rows[n++] = &comparison->rows[i];
	if (rows)
		qsort(rows, *differ, sizeof *rows, by_distance);
	return rows;
}

/* Prints the rows of the only comparison, with their intervals. */
static void print_rows(const struct comparison *comparison, bool every, struct sheet *sheet)
{
	struct grid grid = GRID(row_columns);
	size_t differ, n;
	const struct comparison_row **rows = ordered(comparison, &differ);
	n = every ? comparison->n : differ < ROWS_SHOWN ? differ : ROWS_SHOWN;
	grid.failed |= !rows;
	for (size_t i = 0; i < n && rows; i++)
		add_row(&grid, &comparison->a.campaigns[0]->loaded.known, rows[i]);
	if (n > 0 || !rows)
		sheet_grid(sheet, &grid);
	else
		grid_free(&grid);
	if (differ > n)
		sheet_say(sheet, "and %zu more differ: --all shows each", differ - n);
	free(rows);
}

static const struct grid_column count_columns[] = {
	{ .heading = "campaign" },
	{ .heading = "slowdowns", .kind = GRID_COUNT },
	{ .heading = "larger", .kind = GRID_COUNT },
	{ .heading = "smaller", .kind = GRID_COUNT },
	{ .heading = "the same", .kind = GRID_COUNT },
	{ .heading = "most", .kind = GRID_RATIO },
	{ .heading = "a call that nobody watches", .kind = GRID_RATIO },
};

/* Prints a line for each of several comparisons. */
static void print_counts(const struct comparisons *all, size_t n, struct sheet *sheet)
{
	struct grid grid = GRID(count_columns);
	for (size_t i = 0; i < n; i++) {
		struct comparison_findings found;
		grid.failed |= comparisons_find(&all->list[i], 1, &found) < 0;
		grid_row(&grid, value_text(comparison_side(&all->list[i].b).s),
			value_count((int64_t)found.rows), value_count((int64_t)found.slower),
			value_count((int64_t)found.faster), value_count((int64_t)found.same),
			value_number(found.most ? found.most->slowdown_ratio.value : (double)NAN),
			value_number(found.unwatched));
	}
	sheet_break(sheet);
	sheet_grid(sheet, &grid);
	if (all->n_list > n)
		sheet_say(sheet, "and %zu more campaigns: --all shows each", all->n_list - n);
}

static void print_answer(const struct comparisons *all, bool every, struct sheet *sheet)
{
	struct comparison_findings found;
	if (comparisons_find(all->list, all->n_list, &found) < 0) {
		sheet->error = -ENOMEM;
		return;
	}
	sheet_say(sheet, "%s", comparison_most(all, &found).s);
	sheet_say(sheet, "%s", comparison_same(all, &found).s);
	sheet_say(sheet, "%s", comparison_open(all, &found).s);
	if (found.doubtful)
		sheet_say(sheet,
			"In %zu of those that differ the shares of flagged runs differ too: look for a disturbance first.",
			found.doubtful);
	sheet_break(sheet);
	if (all->n_list == 1)
		print_rows(all->list, every, sheet);
	else if (all->n_list <= SIDE_BY_SIDE_MAX)
		side_by_side_print(all, every, ROWS_SHOWN, sheet);
	if (all->n_list > 1)
		print_counts(all, shown_of(all->n_list, every), sheet);
}

static void print_comparison(const struct comparison *comparison, struct sheet *sheet)
{
	sheet_title(sheet, "%s against %s", comparison_side(&comparison->b).s,
		comparison_side(&comparison->a).s);
	sheet_say(sheet, "%s", comparison_basis(comparison).s);
	print_differences(comparison, sheet);
	if (comparison->alone)
		sheet_say(sheet, "not compared, for want of the other: %zu of the cells and modes",
			comparison->alone);
}

/* Tells which campaigns are of emulated machines, and what may be compared all the same. */
static void say_emulated(const struct comparisons *all, bool every, struct sheet *sheet)
{
	for (size_t i = 0; i < shown_of(all->n, every); i++) {
		const json_t *machine = all->campaigns[i].loaded.machine;
		if (machine_is_emulated(machine))
			sheet_say(sheet, "%s is emulated: no time there is that of hardware%s",
				all->campaigns[i].label,
				isnan(machine_clock_instructions(machine))
					? ""
					: ", its ns per call are instructions per call");
	}
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

void comparison_print(const struct comparisons *all, bool every, struct sheet *sheet)
{
	if (format_is_data(sheet->format)) {
		print_records(all, sheet);
		return;
	}
	say_emulated(all, every, sheet);
	print_answer(all, every, sheet);
	print_campaigns(all, every, sheet);
	for (size_t i = 0; i < shown_of(all->n_list, every); i++)
		print_comparison(&all->list[i], sheet);
	say_conditions(all, sheet);
}
