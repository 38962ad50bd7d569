/* Reading and writing a tracee's memory, as the report has it. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "derive/memory.h"
#include "plan/placements.h"
#include "report/report.h"
#include "report/sections/memory.h"

static const double CONFIDENCE = 0.95;

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
	enum access access;
	const char *workload; /* hot private pages in one piece: what others are compared with */
	const char *title, *verb;
};
static const struct way ways[] = {
	{ MEMORY_READ, "memory-read", "Reading", "read" },
	{ MEMORY_WRITE, "memory-write", "Writing", "write" },
};
enum { WAYS = sizeof ways / sizeof *ways };

/* A part of the section: a table with one line for each row that belongs there. */
struct part {
	const char *head;
	bool (*holds)(const struct way *way, const struct layout *layout);
	/* whether there was something to write */
	bool (*write)(
		const struct report *report, const struct way *way, const struct summary_row *row);
	const char *tail;
};

static const struct group *group_of(const struct report *report, const struct summary_row *row)
{
	return &report->loaded->dataset.groups[row - report->loaded->rows];
}

/* "1.2 GB/s (1.1 to 1.3)"; the unit is that of the largest, so that none has four digits. */
static struct text bandwidth(const struct summary_row *row)
{
	double giga = (double)row->size / row->ns_per_call; /* bytes a nanosecond */
	double most = (double)row->size / row->ns_per_call_lo,
	       least = (double)row->size / row->ns_per_call_hi;
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
	if (!isfinite(100 / row->slowdown))
		return text;
	size_t n = (size_t)snprintf(text.s, sizeof text.s, "%.3g %%", 100 / row->slowdown);
	if (isfinite(100 / row->slowdown_hi) && isfinite(100 / row->slowdown_lo))
		snprintf(text.s + n, sizeof text.s - n, " (%.3g to %.3g)", 100 / row->slowdown_hi,
			100 / row->slowdown_lo);
	return text;
}

static bool is_by_size(const struct way *way, const struct layout *layout)
{
	return layout == memory_layout(way->workload);
}

static bool write_by_size(
	const struct report *report, const struct way *way, const struct summary_row *row)
{
	(void)way;
	bool copy = group_of(report, row)->baseline;
	fprintf(report->out, "| %s | %s | `%s` | %s | %s | %s |\n", text_bytes((double)row->size).s,
		text_escape(row->placement).s, text_escape(row->mode).s,
		text_ns_interval(cells_ns(row)).s, bandwidth(row).s,
		copy ? "" : share_of_copy(row).s);
	return true;
}

static bool is_by_state(const struct way *way, const struct layout *layout)
{
	return layout->access == way->access && !layout->piece && !layout->text &&
	       !is_by_size(way, layout);
}

static bool write_by_state(
	const struct report *report, const struct way *way, const struct summary_row *row)
{
	const struct group *plain =
		cells_group(report->loaded, way->workload, row->size, row->placement, row->mode);
	struct estimate ratio;
	if (!plain || summary_ratio(group_of(report, row), plain, CONFIDENCE, &ratio) < 0)
		return false;
	fprintf(report->out, "| %s | %s | %s | `%s` | %s | %s | %s |\n",
		text_escape(row->workload).s, text_bytes((double)row->size).s,
		text_escape(row->placement).s, text_escape(row->mode).s,
		text_ns_interval(cells_ns(row)).s, text_ratio_interval(ratio).s,
		group_of(report, row)->baseline ? "" : share_of_copy(row).s);
	return true;
}

static bool is_in_pieces(const struct way *way, const struct layout *layout)
{
	return layout->access == way->access && layout->piece;
}

/* The mode of the same cell that makes a call for each piece where this one makes one for all. */
static const struct group *each_of(const struct report *report, const struct summary_row *row)
{
	char each[sizeof row->mode + sizeof "-each"];
	snprintf(each, sizeof each, "%s-each", row->mode);
	return cells_group(report->loaded, row->workload, row->size, row->placement, each);
}

static bool write_in_pieces(
	const struct report *report, const struct way *way, const struct summary_row *row)
{
	(void)way;
	const struct group *each = each_of(report, row);
	struct estimate ratio;
	if (!each || summary_ratio(each, group_of(report, row), CONFIDENCE, &ratio) < 0)
		return false;
	const struct summary_row *other =
		&report->loaded->rows[each - report->loaded->dataset.groups];
	fprintf(report->out, "| %" PRId64 " | %s | %s | `%s` | %s | %s | %s |\n", row->size,
		text_escape(row->workload).s, text_escape(row->placement).s,
		text_escape(row->mode).s, text_ns_interval(cells_ns(row)).s,
		text_ns_interval(cells_ns(other)).s, text_ratio_interval(ratio).s);
	return true;
}

static bool is_text(const struct way *way, const struct layout *layout)
{
	return layout->access == way->access && layout->text;
}

static bool write_text(
	const struct report *report, const struct way *way, const struct summary_row *row)
{
	(void)way;
	fprintf(report->out, "| %s | %s | %s | `%s` | %s | %s |\n", text_escape(row->workload).s,
		text_bytes((double)row->size).s, text_escape(row->placement).s,
		text_escape(row->mode).s, text_ns_interval(cells_ns(row)).s,
		group_of(report, row)->baseline ? "" : text_ratio_interval(cells_slowdown(row)).s);
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
	for (size_t i = 0; inner.out && i < report->loaded->dataset.n_groups; i++) {
		const struct layout *layout = memory_layout(rows[i]->workload);
		n += layout && part->holds(way, layout) && part->write(&inner, way, rows[i]);
	}
	if (inner.out && fclose(inner.out) == 0 && n)
		fprintf(report->out, "%s%s%s", part->head, lines, part->tail);
	free(lines);
}

/* Up to where the former is to be used. */
static struct text border_words(
	const struct memory_segment *former, const struct memory_segment *latter)
{
	if (!isnan(latter->from.value))
		return memory_size_words(latter->from);
	struct text text;
	snprintf(text.s, sizeof text.s, "%.24s (the next size is %.24s)",
		text_bytes(former->last).s, text_bytes(latter->first).s);
	return text;
}

static void write_rule(const struct report *report, const struct way *way, const char *placement)
{
	struct rule rule;
	if (memory_rule(report->loaded, way->workload, placement, &rule) < 0 || rule.n == 0)
		return;
	const struct memory_segment *last = &rule.segments[rule.n - 1];
	fprintf(report->out, "**To %s, placement `%s`:** ", way->verb, placement);
	for (size_t i = 0; i + 1 < rule.n; i++)
		fprintf(report->out, "up to %s use `%s`, ",
			border_words(&rule.segments[i], &rule.segments[i + 1]).s,
			rule.methods[rule.segments[i].method]);
	if (rule.n > 1)
		fprintf(report->out, "beyond use `%s`", rule.methods[last->method]);
	else
		fprintf(report->out, "use `%s`", rule.methods[last->method]);
	fprintf(report->out, " (measured from %s to %s).\n\n", text_bytes(rule.segments[0].first).s,
		text_bytes(last->last).s);
}

static void write_crossovers(
	const struct report *report, const struct way *way, const char *placement)
{
	struct crossover crossovers[CROSSOVERS_MAX];
	size_t n = memory_crossovers(report->loaded, way->workload, placement, crossovers);
	for (size_t i = 0; i < n; i++)
		fprintf(report->out, "- %s: `%s` beats `%s` from %s on\n", placement,
			crossovers[i].to, crossovers[i].from,
			memory_size_words(crossovers[i].size).s);
	if (n)
		fputc('\n', report->out);
}

static void write_way(const struct report *report, const struct way *way)
{
	const struct summary_row **rows = load_sorted(report->loaded);
	if (!rows)
		return;
	fprintf(report->out, "### %s\n\n", way->title);
	for (size_t p = 0; placement_names[p]; p++)
		write_rule(report, way, placement_names[p]);
	for (size_t part = 0; part < PARTS; part++)
		write_part(report, way, &parts[part], rows);
	for (size_t p = 0; placement_names[p]; p++)
		write_crossovers(report, way, placement_names[p]);
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
	struct memory_row *models;
	char *lines = NULL;
	size_t n, written = 0, length = 0;
	struct report inner = *report;
	inner.out = open_memstream(&lines, &length);
	if (memory_models(report->loaded, &models, &n) < 0)
		n = 0;
	for (size_t w = 0; inner.out && w < WAYS; w++)
		for (size_t p = 0; placement_names[p]; p++)
			written += write_models_of(&inner, models, n, &ways[w], placement_names[p]);
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
	free(models);
}

static bool is_there(const struct report *report, const struct way *way)
{
	for (size_t i = 0; i < report->loaded->dataset.n_groups; i++) {
		const struct layout *layout = memory_layout(report->loaded->rows[i].workload);
		if (layout && layout->access == way->access)
			return true;
	}
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
