/* Reading and writing a tracee's memory, at any size and in any state. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/sections/memory_methods.h"

struct text memory_size_words(struct estimate size)
{
	struct text text = text_bytes(round(size.value)), lo = text_bytes(round(size.lo)),
		    hi = text_bytes(round(size.hi)), words;
	if (isnan(size.lo) && isnan(size.hi))
		snprintf(words.s, sizeof words.s, "about %.24s (no size decides it)", text.s);
	else if (isnan(size.lo))
		snprintf(words.s, sizeof words.s, "about %.24s (measured: faster at %.24s)", text.s,
			hi.s);
	else if (isnan(size.hi))
		snprintf(words.s, sizeof words.s, "about %.24s (measured: slower at %.24s)", text.s,
			lo.s);
	else
		snprintf(words.s, sizeof words.s,
			"about %.24s (measured: slower at %.24s, faster at %.24s)", text.s, lo.s,
			hi.s);
	return words;
}

/* Reading or writing, and the words for it. */
struct way {
	const char *workload; /* hot private pages in one piece: what others are compared with */
	const char *title, *verb; /* verb: the access of its workloads */
};
static const struct way ways[] = {
	{ "memory-read", "Reading", "read" },
	{ "memory-write", "Writing", "write" },
};
enum { WAYS = sizeof ways / sizeof *ways };

/* A part of the section: a table with one line for each row that belongs there. */
struct part {
	const char *before; /* Markdown */
	const struct grid_column *columns;
	size_t width;
	bool (*holds)(const struct way *way, const struct workload_row *workload);
	void (*add)(const struct report *report, struct grid *grid, const struct way *way,
		const struct summary_row *row);
	const char *after;
};

static bool is_copy(const struct report *report, const struct summary_row *row)
{
	return cells_is_baseline(report->loaded, row->key);
}

/* Returns "1.2 GB/s (1.1 to 1.3)", in the unit of the largest, so that none has four digits. */
static struct text bandwidth(const struct summary_row *row)
{
	double giga = (double)row->size / row->ns_per_call.value; /* bytes a nanosecond */
	double most = (double)row->size / row->ns_per_call.lo,
	       least = (double)row->size / row->ns_per_call.hi;
	bool in_giga = giga >= 1 || (isfinite(most) && most >= 1);
	double unit = in_giga ? 1 : 1000;
	struct text text = { "" };
	if (!isfinite(giga))
		return text;
	int n = snprintf(text.s, sizeof text.s, "%.3g %s", giga * unit, in_giga ? "GB/s" : "MB/s");
	if (isfinite(most) && isfinite(least))
		snprintf(text.s + n, sizeof text.s - (size_t)n, " (%.3g to %.3g)", least * unit,
			most * unit);
	return text;
}

/* Returns the bandwidth as a share of memcpy's: the inverse of the slowdown. */
static struct text share_of_copy(const struct report *report, const struct summary_row *row)
{
	struct text text = { "" };
	if (is_copy(report, row) || !isfinite(100 / row->slowdown.value))
		return text;
	size_t n = (size_t)snprintf(text.s, sizeof text.s, "%.3g %%", 100 / row->slowdown.value);
	if (isfinite(100 / row->slowdown.hi) && isfinite(100 / row->slowdown.lo))
		snprintf(text.s + n, sizeof text.s - n, " (%.3g to %.3g)", 100 / row->slowdown.hi,
			100 / row->slowdown.lo);
	return text;
}

static const struct workload_row *workload_of(
	const struct report *report, const struct summary_row *row)
{
	return known_workload(&report->loaded->known, row->workload, row->size);
}

static bool has_access(const struct way *way, const struct workload_row *workload)
{
	return strcmp(workload->access, way->verb) == 0;
}

static bool is_by_size(const struct way *way, const struct workload_row *workload)
{
	return strcmp(workload->workload, way->workload) == 0;
}

static const struct grid_column size_columns[] = {
	{ .heading = "size", .kind = GRID_BYTES },
	{ .heading = "placement" },
	{ .heading = "method", .kind = GRID_CODE },
	{ .heading = "time", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "bandwidth", .kind = GRID_NUMBER },
	{ .heading = "of the local copy's", .kind = GRID_PERCENT },
};

static void add_by_size(const struct report *report, struct grid *grid, const struct way *way,
	const struct summary_row *row)
{
	(void)way;
	grid_row(grid, value_number((double)row->size), value_text(row->placement),
		value_text(row->mode), value_interval(cells_ns(row)), value_text(bandwidth(row).s),
		value_text(share_of_copy(report, row).s));
}

static bool is_by_state(const struct way *way, const struct workload_row *workload)
{
	return has_access(way, workload) && workload->piece_bytes == ABSENT &&
	       !is_yes(workload->text) && !is_by_size(way, workload);
}

/* Returns how the pages of a row compare with hot private pages in one piece, or NULL. */
static const struct ratio_row *against_plain(
	const struct report *report, const struct way *way, const struct summary_row *row)
{
	struct rows rows = tables_rows(report->loaded, &ratios_table);
	const struct ratio_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (key_equal(&all[i].key, &row->key) &&
			strcmp(all[i].against_workload, way->workload) == 0 &&
			strcmp(all[i].against_mode, row->mode) == 0)
			return &all[i];
	return NULL;
}

static const struct grid_column state_columns[] = {
	{ .heading = "pages" },
	{ .heading = "size", .kind = GRID_BYTES },
	{ .heading = "placement" },
	{ .heading = "method", .kind = GRID_CODE },
	{ .heading = "time", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "against hot private pages", .kind = GRID_RATIO, .absent = "not measured" },
	{ .heading = "of the local copy's bandwidth", .kind = GRID_PERCENT },
};

static void add_by_state(const struct report *report, struct grid *grid, const struct way *way,
	const struct summary_row *row)
{
	const struct ratio_row *plain = against_plain(report, way, row);
	if (plain)
		grid_row(grid, value_text(row->workload), value_number((double)row->size),
			value_text(row->placement), value_text(row->mode),
			value_interval(cells_ns(row)), value_interval(plain->ratio),
			value_text(share_of_copy(report, row).s));
}

static bool is_in_pieces(const struct way *way, const struct workload_row *workload)
{
	return has_access(way, workload) && workload->piece_bytes != ABSENT;
}

static const struct grid_column piece_columns[] = {
	{ .heading = "pieces", .kind = GRID_COUNT },
	{ .heading = "workload" },
	{ .heading = "placement" },
	{ .heading = "method", .kind = GRID_CODE },
	{ .heading = "one call", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "a call for each", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "each against one", .kind = GRID_RATIO, .absent = "not measured" },
};

static void add_in_pieces(const struct report *report, struct grid *grid, const struct way *way,
	const struct summary_row *row)
{
	(void)way;
	struct key each = row->key;
	size_t n = strlen(each.mode);
	snprintf(each.mode + n, sizeof each.mode - n, "-each");
	const struct ratio_row *ratio = cells_ratio(report->loaded, each, row->mode);
	const struct summary_row *other = cells_row(report->loaded, each);
	if (ratio && other)
		grid_row(grid, value_count(row->size), value_text(row->workload),
			value_text(row->placement), value_text(row->mode),
			value_interval(cells_ns(row)), value_interval(cells_ns(other)),
			value_interval(ratio->ratio));
}

static bool is_text(const struct way *way, const struct workload_row *workload)
{
	return has_access(way, workload) && is_yes(workload->text);
}

static const struct grid_column text_columns[] = {
	{ .heading = "workload" },
	{ .heading = "length", .kind = GRID_BYTES },
	{ .heading = "placement" },
	{ .heading = "method", .kind = GRID_CODE },
	{ .heading = "time", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "against the local copy", .kind = GRID_RATIO, .absent = "not measured" },
};

static void add_text(const struct report *report, struct grid *grid, const struct way *way,
	const struct summary_row *row)
{
	(void)way;
	grid_row(grid, value_text(row->workload), value_number((double)row->size),
		value_text(row->placement), value_text(row->mode), value_interval(cells_ns(row)),
		is_copy(report, row) ? value_text("") : value_interval(cells_slowdown(row)));
}

#define COLUMNS(columns) columns, sizeof(columns) / sizeof *(columns)
static const struct part parts[] = {
	{ "", COLUMNS(size_columns), is_by_size, add_by_size,
		"The pages are private, touched before, and always the same, so they are in the caches as far as they fit. The bytes of a size are in one piece. The local copy is `memcpy` within one process.\n\n" },
	{ "Other kinds of pages, compared with the same method and size above, and with the local copy of such pages:\n\n",
		COLUMNS(state_columns), is_by_state, add_by_state, "" },
	{ "Many pieces in one call, compared with one call for each piece:\n\n",
		COLUMNS(piece_columns), is_in_pieces, add_in_pieces, "" },
	{ "A string whose length the reader does not know:\n\n", COLUMNS(text_columns), is_text,
		add_text, "" },
};
enum { PARTS = sizeof parts / sizeof *parts };

static void write_part(struct report *report, const struct way *way, const struct part *part,
	const struct summary_row *const *rows)
{
	struct grid grid = grid_new(part->columns, part->width);
	size_t n = tables_rows(report->loaded, &summary_table).n;
	for (size_t i = 0; i < n; i++)
		if (part->holds(way, workload_of(report, rows[i])))
			part->add(report, &grid, way, rows[i]);
	if (grid.n == 0)
		return;
	report_own(report, part->before);
	report_grid(report, &grid);
	report_own(report, part->after);
}

/* Returns the size up to which to use the former method, in words. */
static struct text border_words(const struct rule_row *former, const struct rule_row *latter)
{
	if (!isnan(latter->crossover.value))
		return memory_size_words(latter->crossover);
	struct text text;
	snprintf(text.s, sizeof text.s, "%.24s (the next size is %.24s)",
		text_bytes((double)former->last).s, text_bytes((double)latter->first).s);
	return text;
}

static bool is_of(const struct rule_row *row, const struct way *way, const char *placement)
{
	return strcmp(row->workload, way->workload) == 0 && strcmp(row->placement, placement) == 0;
}

/* Writes which method to use in each of n ranges of sizes. */
static void write_ranges(struct report *report, const struct rule_row *ranges, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		report_say(report, "up to %s use `%s`, ",
			border_words(&ranges[i], &ranges[i + 1]).s, ranges[i].method);
	report_say(report, "%suse `%s` (measured from %s to %s).\n\n", n > 1 ? "beyond " : "",
		ranges[n - 1].method, text_bytes((double)ranges[0].first).s,
		text_bytes((double)ranges[n - 1].last).s);
}

static void write_rule(struct report *report, const struct way *way, const char *placement)
{
	struct rows rows = tables_rows(report->loaded, &rules_table);
	const struct rule_row *all = rows.all;
	size_t first = 0, n = 0;
	while (first < rows.n && !is_of(&all[first], way, placement))
		first++;
	while (first + n < rows.n && is_of(&all[first + n], way, placement))
		n++;
	if (n == 0)
		return;
	report_say(report, "**To %s, placement `%s`:** ", way->verb, placement);
	write_ranges(report, &all[first], n);
}

/* Writes every pair of methods of which one certainly overtakes the other. */
static void write_crossovers(struct report *report, const struct way *way, const char *placement)
{
	struct rows rows = tables_rows(report->loaded, &crossovers_table);
	const struct crossover_row *all = rows.all;
	bool any = false;
	for (size_t i = 0; i < rows.n; i++) {
		if (isnan(all[i].size.hi) || strcmp(all[i].workload, way->workload) != 0 ||
			strcmp(all[i].placement, placement) != 0)
			continue;
		report_say(report, "- %s: `%s` beats `%s` from %s on\n", placement, all[i].to,
			all[i].from, memory_size_words(all[i].size).s);
		any = true;
	}
	if (any)
		report_say(report, "\n");
}

static void write_way(struct report *report, const struct way *way)
{
	const struct summary_row **rows = cells_sorted(report->loaded);
	if (!rows)
		return;
	report_say(report, "### %s\n\n", way->title);
	for (size_t p = 0; report->loaded->placements[p]; p++)
		write_rule(report, way, report->loaded->placements[p]);
	for (size_t part = 0; part < PARTS; part++)
		write_part(report, way, &parts[part], rows);
	for (size_t p = 0; report->loaded->placements[p]; p++)
		write_crossovers(report, way, report->loaded->placements[p]);
	free(rows);
}

static bool is_there(const struct report *report, const struct way *way)
{
	struct rows summary = tables_rows(report->loaded, &summary_table);
	const struct summary_row *rows = summary.all;
	for (size_t i = 0; i < summary.n; i++)
		if (has_access(way, workload_of(report, &rows[i])))
			return true;
	return false;
}

static void write(struct report *report)
{
	bool begun = false;
	for (size_t w = 0; w < WAYS; w++) {
		if (!is_there(report, &ways[w]))
			continue;
		if (!begun)
			report_say(report,
				"The tracee stands still. A time is that of one operation, all of its bytes. A method is recommended where no other is certainly faster, and kept as long as that is so. The measured sizes in brackets are those nearest to a border at which the method beyond it is certainly *slower* or *faster*. Certain means that the whole 95 %% interval says so; each interval holds on its own.\n\n");
		begun = true;
		write_way(report, &ways[w]);
	}
}

const struct section section = {
	.order = 900,
	.heading = "## Reading and writing a tracee's memory",
	.fold = "Each method, size and kind of page",
	.write = write,
};
