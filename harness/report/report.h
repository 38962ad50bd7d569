/* REPORT.md: all its numbers come from the records of a campaign. */
#ifndef TRACETAX_REPORT_H
#define TRACETAX_REPORT_H

#include <stdio.h>

#include "derive/tables.h"
#include "grid/grid.h"
#include "text.h"

struct chart;
struct section;

struct report {
	const struct loaded *loaded;
	const char *base; /* path of the campaign from the report */
	FILE *out;
	int error; /* the first error: -ENOMEM */
	const char *beside; /* how other campaigns compare, as Markdown; NULL: none were named */
};

/* A part of the report, as Markdown. */
struct piece {
	const struct section *section; /* its heading stands above the text; NULL: the title */
	const char *text;
	size_t n;
};

/* Hands on the title and each section that has anything to say, in their order. */
void report_pieces(struct report *report, void (*take)(const struct piece *piece, void *context),
	void *context);
/* Writes the whole report of one campaign. */
void report_write(struct report *report);
/* Writes the rows of the front page. */
void report_excerpt(struct report *report);

/* Writes our own prose: Markdown, in which each %s is text. It is escaped, or, within the target
 * of a link, percent-encoded. The conversions are those of integers, and of f, e and g. */
void report_say(struct report *report, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Writes Markdown of our own as it is. */
void report_own(struct report *report, const char *markdown);
/* Returns a cell in words: "file-io 4 KiB". */
struct text report_cell(const struct report *report, const struct key *key);
/* Shows the picture of a chart, below its title. */
void report_picture(struct report *report, const struct chart *chart);
/* Writes a table and frees it. */
void report_grid(struct report *report, struct grid *grid);

#endif
