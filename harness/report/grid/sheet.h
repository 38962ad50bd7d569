/* What a command prints: tables, and lines between them where it is for people. */
#ifndef TRACETAX_SHEET_H
#define TRACETAX_SHEET_H

#include "base/complaint.h"
#include "grid.h"

struct sheet {
	FILE *out;
	enum format format;
	int error; /* of the first table that could not be written: -ENOMEM */
};

/* Finds the format of this name; NULL: text. 0, or -EINVAL with the complaint. */
int format_find(const char *name, enum format *format, struct complaint *complaint);
/* Tells whether it is for programs: tables and nothing else. */
bool format_is_data(enum format format);

/* Begins a part, or says a line; nothing in a format for programs. */
void sheet_title(const struct sheet *sheet, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void sheet_say(const struct sheet *sheet, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Leaves a line empty, where that is not done anyway. */
void sheet_break(const struct sheet *sheet);

/* Writes the table and frees it. */
void sheet_grid(struct sheet *sheet, struct grid *grid);

#endif
