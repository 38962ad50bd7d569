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

/* Writes a section below its heading, if it has anything to say. */
static void write_section(struct report *report, const struct section *section)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = report->out;
	report->out = open_memstream(&text, &n);
	if (report->out)
		section->write(report);
	if (!report->out || fclose(report->out) != 0)
		report->error = -ENOMEM;
	report->out = out;
	if (n && section->heading)
		fprintf(out, "%s\n\n", section->heading);
	if (n && section->fold)
		fprintf(out, "<details><summary>%s</summary>\n\n", section->fold);
	if (n)
		fwrite(text, 1, n, out);
	if (n && section->fold)
		fputs("</details>\n\n", out);
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

void report_write(struct report *report)
{
	write_title(report);
	for (const struct section *s = after(INT_MIN); s; s = after(s->order))
		write_section(report, s);
}
