/* The output of a command: tables and, for people, lines between them. */
#ifndef TRACETAX_SHEET_H
#define TRACETAX_SHEET_H

#include "format.h"
#include "grid.h"

struct sheet {
	FILE *out;
	const struct format *format;
	int error; /* of the first table that could not be written: -ENOMEM */
	size_t line; /* columns of a line; 0: any number */
	bool coloured;
	bool nested; /* in Markdown: its titles are one level deeper */
};

/* Returns the sheet of standard output. `wide`: tables are as wide as they need. */
struct sheet sheet_of_output(const struct format *format, bool wide);

/* Begin a part, or print a line; do nothing in a format for programs. */
void sheet_title(const struct sheet *sheet, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void sheet_say(const struct sheet *sheet, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Prints a line that tells of a failure. */
void sheet_warn(const struct sheet *sheet, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Prints an empty line, unless the last one is empty. */
void sheet_break(const struct sheet *sheet);

/* Writes a table and frees it. */
void sheet_grid(struct sheet *sheet, struct grid *grid);

#endif
