/* Reading and writing a tracee's memory, as the report has it. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/report.h"
#include "report/sections/memory.h"

struct text memory_size_words(struct estimate size)
{
	struct text text = text_bytes(round(size.value)), lo = text_bytes(round(size.lo)),
		    hi = text_bytes(round(size.hi)), words;
	if (isnan(size.lo) && isnan(size.hi))
		snprintf(words.s, sizeof words.s, "about %.24s (no size decides it)", text.s);
	else if (isnan(size.lo))
		snprintf(words.s, sizeof words.s, "about %.24s (surely at %.24s)", text.s, hi.s);
	else if (isnan(size.hi))
		snprintf(words.s, sizeof words.s, "about %.24s (not yet at %.24s)", text.s, lo.s);
	else
		snprintf(words.s, sizeof words.s, "about %.24s (not yet at %.24s, surely at %.24s)",
			text.s, lo.s, hi.s);
	return words;
}

/* One of the two ways, and the words for it. */
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
	const char *head;
	bool (*holds)(const struct way *way, const struct workload_row *workload);
	/* whether there was something to write */
	bool (*write)(
		const struct report *report, const struct way *way, const struct summary_row *row);
	const char *tail;
};

static bool is_copy(const struct report *report, const struct summary_row *row)
{
	return cells_is_baseline(report->loaded, row->key);
}

/* "1.2 GB/s (1.1 to 1.3)"; the unit is that of the largest, so that none has four digits. */
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

/* Of the local copy's bandwidth: it takes less time by as much as this one has less. */
static struct text share_of_copy(const struct summary_row *row)
{
	struct text text = { "" };
	if (!isfinite(100 / row->slowdown.value))
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

static bool write_by_size(
	const struct report *report, const struct way *way, const struct summary_row *row)
{
	(void)way;
	fprintf(report->out, "| %s | %s | `%s` | %s | %s | %s |\n", text_bytes((double)row->size).s,
		text_escape(row->placement).s, text_escape(row->mode).s,
		text_ns_interval(cells_ns(row)).s, bandwidth(row).s,
		is_copy(report, row) ? "" : share_of_copy(row).s);
	return true;
}

static bool is_by_state(const struct way *way, const struct workload_row *workload)
{
	return has_access(way, workload) && workload->piece_bytes == ABSENT &&
	       !is_yes(workload->text) && !is_by_size(way, workload);
}

/* Returns how pages compare with hot private ones in one piece, or NULL. */
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

static bool write_by_state(
	const struct report *report, const struct way *way, const struct summary_row *row)
{
	const struct ratio_row *plain = against_plain(report, way, row);
	if (!plain)
		return false;
	fprintf(report->out, "| %s | %s | %s | `%s` | %s | %s | %s |\n",
		text_escape(row->workload).s, text_bytes((double)row->size).s,
		text_escape(row->placement).s, text_escape(row->mode).s,
		text_ns_interval(cells_ns(row)).s, text_ratio_interval(plain->ratio).s,
		is_copy(report, row) ? "" : share_of_copy(row).s);
	return true;
}

static bool is_in_pieces(const struct way *way, const struct workload_row *workload)
{
	return has_access(way, workload) && workload->piece_bytes != ABSENT;
}

static bool write_in_pieces(
	const struct report *report, const struct way *way, const struct summary_row *row)
{
	(void)way;
	struct key each = row->key;
	size_t n = strlen(each.mode);
	snprintf(each.mode + n, sizeof each.mode - n, "-each");
	const struct ratio_row *ratio = cells_ratio(report->loaded, each, row->mode);
	const struct summary_row *other = cells_row(report->loaded, each);
	if (!ratio || !other)
		return false;
	fprintf(report->out, "| %" PRId64 " | %s | %s | `%s` | %s | %s | %s |\n", row->size,
		text_escape(row->workload).s, text_escape(row->placement).s,
		text_escape(row->mode).s, text_ns_interval(cells_ns(row)).s,
		text_ns_interval(cells_ns(other)).s, text_ratio_interval(ratio->ratio).s);
	return true;
}

static bool is_text(const struct way *way, const struct workload_row *workload)
{
	return has_access(way, workload) && is_yes(workload->text);
}

static bool write_text(
	const struct report *report, const struct way *way, const struct summary_row *row)
{
	(void)way;
	fprintf(report->out, "| %s | %s | %s | `%s` | %s | %s |\n", text_escape(row->workload).s,
		text_bytes((double)row->size).s, text_escape(row->placement).s,
		text_escape(row->mode).s, text_ns_interval(cells_ns(row)).s,
		is_copy(report, row) ? "" : text_ratio_interval(cells_slowdown(row)).s);
	return true;
}

static const struct part parts[] = {
	{ "| size | placement | method | time | bandwidth | of the local copy's |\n"
	  "|--:|---|---|--:|--:|--:|\n",
		is_by_size, write_by_size,
		"\nThe pages are private and touched, always the same ones, so that they are in "
		"the "
		"caches as far as they fit; the size is one piece of them. The local copy is "
		"`memcpy` within one process.\n\n" },
	{ "Other pages, against the same method and size above, and the local copy of such "
	  "pages:\n\n"
	  "| pages | size | placement | method | time | against hot private pages | of the local "
	  "copy's bandwidth |\n"
	  "|---|--:|---|---|--:|--:|--:|\n",
		is_by_state, write_by_state, "\n" },
	{ "Many pieces in one call, and a call for each of them:\n\n"
	  "| pieces | workload | placement | method | one call | a call for each | each against "
	  "one |\n|--:|---|---|---|--:|--:|--:|\n",
		is_in_pieces, write_in_pieces, "\n" },
	{ "A string whose length the reader does not know:\n\n"
	  "| workload | length | placement | method | time | against the local copy |\n"
	  "|---|--:|---|---|--:|--:|\n",
		is_text, write_text, "\n" },
};
enum { PARTS = sizeof parts / sizeof *parts };

static void write_part(const struct report *report, const struct way *way, const struct part *part,
	const struct summary_row *const *rows)
{
	char *lines = NULL;
	size_t length = 0, n = 0;
	struct report inner = *report;
	inner.out = open_memstream(&lines, &length);
	size_t all = tables_rows(report->loaded, &summary_table).n;
	for (size_t i = 0; inner.out && i < all; i++) {
		const struct workload_row *workload = workload_of(report, rows[i]);
		n += part->holds(way, workload) && part->write(&inner, way, rows[i]);
	}
	if (inner.out && fclose(inner.out) == 0 && n)
		fprintf(report->out, "%s%s%s", part->head, lines, part->tail);
	free(lines);
}

/* Up to where the former is to be used. */
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

/* Writes the rule of n ranges. */
static void write_ranges(const struct report *report, const struct rule_row *ranges, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		fprintf(report->out, "up to %s use `%s`, ",
			border_words(&ranges[i], &ranges[i + 1]).s, ranges[i].method);
	fprintf(report->out, "%suse `%s` (measured from %s to %s).\n\n", n > 1 ? "beyond " : "",
		ranges[n - 1].method, text_bytes((double)ranges[0].first).s,
		text_bytes((double)ranges[n - 1].last).s);
}

static void write_rule(const struct report *report, const struct way *way, const char *placement)
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
	fprintf(report->out, "**To %s, placement `%s`:** ", way->verb, placement);
	write_ranges(report, &all[first], n);
}

/* Writes every pair of methods that surely cross. */
static void write_crossovers(
	const struct report *report, const struct way *way, const char *placement)
{
	struct rows rows = tables_rows(report->loaded, &crossovers_table);
	const struct crossover_row *all = rows.all;
	bool any = false;
	for (size_t i = 0; i < rows.n; i++) {
		if (isnan(all[i].size.hi) || strcmp(all[i].workload, way->workload) != 0 ||
			strcmp(all[i].placement, placement) != 0)
			continue;
		fprintf(report->out, "- %s: `%s` beats `%s` from %s on\n", placement, all[i].to,
			all[i].from, memory_size_words(all[i].size).s);
		any = true;
	}
	if (any)
		fputc('\n', report->out);
}

static void write_way(const struct report *report, const struct way *way)
{
	const struct summary_row **rows = load_sorted(report->loaded);
	if (!rows)
		return;
	fprintf(report->out, "### %s\n\n", way->title);
	for (size_t p = 0; report->loaded->placements[p]; p++)
		write_rule(report, way, report->loaded->placements[p]);
	for (size_t part = 0; part < PARTS; part++)
		write_part(report, way, &parts[part], rows);
	for (size_t p = 0; report->loaded->placements[p]; p++)
		write_crossovers(report, way, report->loaded->placements[p]);
	free(rows);
}

static struct text term(double ns)
{
	return isnan(ns) ? (struct text){ "" } : text_ns(ns);
}

static void write_model(const struct report *report, const struct memory_row *model)
{
	enum { KIBIBYTE = 1024 };
	fprintf(report->out, "| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |\n",
		text_escape(model->mode).s, text_escape(model->placement).s, model->direction,
		term(model->fixed_ns).s, term(model->byte_ns * KIBIBYTE).s, term(model->page_ns).s,
		term(model->piece_ns).s, text_percent(model->median_error).s,
		text_percent(model->largest_error).s);
}

/* Those of one way and placement; nothing is said of one with too few cells. */
static size_t write_models_of(const struct report *report, const struct memory_row *models,
	size_t n, const struct way *way, const char *placement)
{
	size_t written = 0;
	for (size_t i = 0; i < n; i++) {
		if (isnan(models[i].median_error) || strcmp(models[i].direction, way->verb) != 0 ||
			strcmp(models[i].placement, placement) != 0)
			continue;
		write_model(report, &models[i]);
		written++;
	}
	return written;
}

static void write_models(const struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &memory_table);
	char *lines = NULL;
	size_t written = 0, length = 0;
	struct report inner = *report;
	inner.out = open_memstream(&lines, &length);
	for (size_t w = 0; inner.out && w < WAYS; w++)
		for (size_t p = 0; report->loaded->placements[p]; p++)
			written += write_models_of(
				&inner, rows.all, rows.n, &ways[w], report->loaded->placements[p]);
	if (inner.out && fclose(inner.out) == 0 && written)
		fprintf(report->out,
			"### A model of the cost\n\nAn operation takes a fixed time, and so much "
			"for "
			"each KiB, each page that it touches and each piece: fitted to the private "
			"pages above, whatever their size and number, also where they outgrow a "
			"cache. The error is that of the same times, predicted against measured. A "
			"term that is empty cannot be told from those before it by what was "
			"measured, "
			"and is in them.\n\n"
			"| method | placement | direction | fixed | a KiB | a page | a piece | "
			"error, "
			"median | largest |\n|---|---|---|--:|--:|--:|--:|--:|--:|\n"
			"%s\nAs data: `%s`.\n\n",
			lines, memory_table.name);
	free(lines);
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

void report_memory(const struct report *report)
{
	bool begun = false;
	for (size_t w = 0; w < WAYS; w++) {
		if (!is_there(report, &ways[w]))
			continue;
		if (!begun)
			fprintf(report->out,
				"## Reading and writing a tracee's memory\n\nThe tracee stands "
				"still; a time "
				"is of one operation, all of its bytes. A method is recommended "
				"where no other is surely faster, and kept while that is so. "
				"\"Not yet\" and \"surely\" name the measured sizes nearest to "
				"a border at which the former method, and the latter, is surely "
				"the faster one: the whole interval says so, each at 95 %% on its "
				"own.\n\n");
		begun = true;
		write_way(report, &ways[w]);
	}
	if (begun)
		write_models(report);
}
