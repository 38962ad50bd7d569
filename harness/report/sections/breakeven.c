/* How many calls it takes until a mechanism has repaid what it takes longer to attach. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

/* What most people use, and cheap to attach. */
static const char AGAINST[] = "ptrace-syscall";

static const struct grid_column columns[] = {
	{ .heading = "mechanism", .kind = GRID_CODE },
	{ .heading = "takes longer to attach by", .kind = GRID_NS },
	{ .heading = "saves at each call", .kind = GRID_NS },
	{ .heading = "pays" },
	{ .heading = "after so many calls", .kind = GRID_NUMBER },
};

static bool is_shown(const struct breakeven_row *row, const char *placement)
{
	return strcmp(row->workload, "getpid") == 0 && strcmp(row->placement, placement) == 0 &&
	       strcmp(row->against_mode, AGAINST) == 0;
}

static int by_calls(const void *a, const void *b)
{
	const struct breakeven_row *const *x = a, *const *y = b;
	double p = (*x)->calls.value, q = (*y)->calls.value;
	if (isnan(p) || isnan(q))
		return isnan(p) - isnan(q);
	return p != q ? (p > q) - (p < q) : strcmp((*x)->mode, (*y)->mode);
}

/* Returns whole calls, as one makes them: "27 (25 to 32)". */
static struct text calls_words(struct estimate calls)
{
	struct text text = { "" };
	if (isnan(calls.value) || calls.hi <= 0)
		return text;
	int n = snprintf(text.s, sizeof text.s, "%.0f", ceil(calls.value));
	if (isnan(calls.lo))
		return text;
	if (isnan(calls.hi))
		snprintf(text.s + n, sizeof text.s - (size_t)n, " (%.0f or more)", ceil(calls.lo));
	else
		snprintf(text.s + n, sizeof text.s - (size_t)n, " (%.0f to %.0f)", ceil(calls.lo),
			ceil(calls.hi));
	return text;
}

static void add_row(struct grid *grid, const struct breakeven_row *row)
{
	grid_row(grid, value_text(row->mode), value_interval(row->attach_ns),
		value_interval(row->saved_ns), value_text(row->verdict),
		value_text(calls_words(row->calls).s));
}

static void add_rows(struct grid *grid, struct rows rows, const char *placement)
{
	const struct breakeven_row *all = rows.all;
	const struct breakeven_row **shown = malloc((rows.n + 1) * sizeof *shown);
	size_t n = 0;
	grid->failed |= !shown;
	for (size_t i = 0; shown && i < rows.n; i++)
		if (is_shown(&all[i], placement))
			shown[n++] = &all[i];
	if (n > 0)
		qsort(shown, n, sizeof *shown, by_calls);
	for (size_t i = 0; i < n; i++)
		add_row(grid, shown[i]);
	free(shown);
}

/* Names the modes of which the campaign does not know what it takes to attach them. */
static void say_missing(struct report *report, const char *placement)
{
	struct rows rows = tables_rows(report->loaded, &operations_table);
	const struct operation_row *all = rows.all;
	const char *before =
		"Not compared, because this campaign did not measure what it takes to attach them: ";
	for (size_t i = 0; i < rows.n; i++) {
		if (strcmp(all[i].workload, "getpid") != 0 ||
			strcmp(all[i].placement, placement) != 0 ||
			!isnan(all[i].attach_ns.value) ||
			cells_is_baseline(report->loaded, all[i].key))
			continue;
		report_say(report, "%s`%s`", before, all[i].mode);
		before = ", ";
	}
	report_say(report, "%s", *before == ',' ? ".\n\n" : "");
}

static void write(struct report *report)
{
	const char *placement = cells_placement(report->loaded, "getpid");
	struct grid grid = GRID(columns);
	if (!placement)
		return;
	add_rows(&grid, tables_rows(report->loaded, &breakeven_table), placement);
	if (grid.n == 0 && !grid.failed)
		return;
	report_say(report,
		"A mechanism that is cheap at each call may be expensive to attach. The table compares each with `%s`, for `getpid` at placement `%s`: how much longer it takes to attach, how much less it adds to each call, and how many calls a program must make until the second has repaid the first. Count all calls of the program's life. A program that makes fewer calls is better off under `%s`; one that makes many more should be watched by the mechanism that costs least at each call, whatever it takes to attach. It pays *at once* where it is cheaper in both, and it is *inconclusive* where it may save nothing. A mode that is not listed saves nothing at a call, or was not measured in the same blocks. Every pair of mechanisms, in every cell: [breakeven.csv](%s/breakeven.csv).\n\n",
		AGAINST, placement, AGAINST, report->base);
	report_grid(report, &grid);
	say_missing(report, placement);
}

const struct section section = {
	.order = 550,
	.heading = "## When does it pay?",
	.fold = "How many calls it takes until one mechanism has repaid another",
	.write = write,
};
