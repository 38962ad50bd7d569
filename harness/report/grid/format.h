/* The contract of a print format: data and at most two functions, in a file of formats/. */
#ifndef TRACETAX_FORMAT_H
#define TRACETAX_FORMAT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/complaint.h"
#include "report/text.h"

struct grid;

struct format {
	const char *name; /* as --format takes it */
	const char *summary; /* a few words for --help: who reads it, or what it looks like */
	int order; /* place in --help; no two are equal */
	/* Writes the table. */
	void (*write)(const struct grid *grid, FILE *out);
	/* Writes a line of text, without its end. NULL: for programs, tables and nothing else. */
	void (*say)(const char *line, FILE *out);
	const char *title; /* stands before a title; NULL: nothing */
	bool spaced; /* an empty line follows each line and each table */
	bool outcomes; /* it prints only tables with a GRID_OUTCOME: how something came out */
};

/* All formats, sorted by file name, NULL-ended. The Makefile makes the list from the files that
 * exist. */
extern const struct format *const formats[];
/* The formats that code asks for by name. */
extern const struct format format_text, format_markdown;

/* Finds the format of a name; NULL: text. `outcomes`: the table tells how something came out.
 * Returns 0, or -EINVAL with the complaint. */
int format_find(
	const char *name, bool outcomes, const struct format **format, struct complaint *complaint);
/* Returns the names of the formats for such a table in their order: "text, csv or json". */
struct text format_names(bool outcomes);
/* Returns the same with the summaries, for --help. */
struct text format_summaries(bool outcomes);
/* Tells whether the format is for programs: tables and nothing else. */
bool format_is_data(const struct format *format);

#endif
