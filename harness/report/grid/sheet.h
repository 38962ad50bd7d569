/* The output of a command: tables and, for people, lines between them. */
#ifndef TRACETAX_SHEET_H
#define TRACETAX_SHEET_H

#include "base/complaint.h"
#include "grid.h"

struct sheet {
	FILE *out;
	enum format format;
	int error; /* of the first table that could not be written: -ENOMEM */
};

/* Finds the format of a name; NULL: text. Returns 0, or -EINVAL with the complaint. */
int format_find(const char *name, enum format *format, struct complaint *complaint);
/* Tells whether the format is for programs: tables and nothing else. */
bool format_is_data(enum format format);

/* Begin a part, or print a line; do nothing in a format for programs. */
void sheet_title(const struct sheet *sheet, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void sheet_say(const struct sheet *sheet, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Prints an empty line, unless the last one is empty. */
void sheet_break(const struct sheet *sheet);

/* Writes a table and frees it. */
void sheet_grid(struct sheet *sheet, struct grid *grid);

#endif
