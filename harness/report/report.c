#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "charts/charts.h"
#include "fact.h"
#include "grid/format.h"
#include "records/machine_record.h"
#include "section.h"

struct text report_cell(const struct report *report, const struct key *key)
{
	return text_cell(&report->loaded->known, key->workload, key->size);
}

void report_picture(struct report *report, const struct chart *chart)
{
	report_say(report, "**%s**\n\n![%s](%s/charts/%s.svg)\n\n", chart->title, chart->title,
		report->base, chart->name);
}

void report_grid(struct report *report, struct grid *grid)
{
	int error = grid_write(grid, &format_markdown, report->out);
	report->error = report->error ? report->error : error;
	fputc('\n', report->out);
	grid_free(grid);
}

static void write_title(struct report *report)
{
	char caption[160];
	machine_caption(report->loaded->machine, caption, sizeof caption);
	report_say(report, "# What it costs to watch a system call\n\n");
	report_say(report, "Campaign `%s`, measured on %s, %s.\n\n", report->loaded->name, caption,
		fact_of(report->loaded->machine, "started").s);
	if (report->loaded->cut_short)
		report_say(report,
			"**This campaign was cut short**: what it had measured is below.\n\n");
}

/* Hands on what a section writes, or, if there is none, the title. */
static void make_piece(struct report *report, const struct section *section,
	void (*take)(const struct piece *piece, void *context), void *context)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = report->out;
	report->out = open_memstream(&text, &n);
	if (report->out)
		(section ? section->write : write_title)(report);
	if (!report->out || fclose(report->out) != 0)
		report->error = -ENOMEM;
	report->out = out;
	const struct piece piece = { section, text, n };
	if (n)
		take(&piece, context);
	free(text);
}

/* Returns the section that comes after one of this order; NULL after the last. */
static const struct section *after(int order)
{
	const struct section *next = NULL;
	for (const struct section *const *s = sections; *s; s++)
		if ((*s)->order > order && (!next || (*s)->order < next->order))
			next = *s;
	return next;
}

void report_pieces(struct report *report, void (*take)(const struct piece *piece, void *context),
	void *context)
{
	make_piece(report, NULL, take, context);
	for (const struct section *s = after(INT_MIN); s; s = after(s->order))
		make_piece(report, s, take, context);
}

static void write_piece(const struct piece *piece, void *context)
{
	FILE *out = context;
	const struct section *section = piece->section;
	if (section && section->heading)
		fprintf(out, "%s\n\n", section->heading);
	if (section && section->fold)
		fprintf(out, "<details><summary>%s</summary>\n\n", section->fold);
	fwrite(piece->text, 1, piece->n, out);
	if (section && section->fold)
		fputs("</details>\n\n", out);
}

void report_write(struct report *report)
{
	report_pieces(report, write_piece, report->out);
}
