/* CSV tables of fixed columns: one description of a struct serves writing, reading and checking. */
#ifndef TRACETAX_TABLE_H
#define TRACETAX_TABLE_H

#include <stdint.h>
#include <stdio.h>

#include "sink.h"

#define ABSENT INT64_MIN /* a count that was not measured: an empty field */

enum column_type {
	COLUMN_COUNT, /* int64_t, ABSENT when empty */
	COLUMN_REAL, /* double, NaN when empty; infinities are refused */
	COLUMN_TEXT, /* char array of `size` bytes; quoted where it must be */
};

struct column {
	const char *name;
	enum column_type type;
	size_t offset;
	size_t size;
};

struct table {
	const char *name; /* of the file */
	const struct column *columns;
	size_t n;
	size_t row_size;
	/* What no writer of ours would say, in a row that comes after another (NULL: the first), or
	 * NULL; may be NULL itself. */
	const char *(*impossible)(const void *row, const void *before);
};

#define COUNT(row, field)                                                                          \
	{                                                                                          \
#field, COLUMN_COUNT, offsetof(struct row, field), 0                               \
	}
#define REAL(row, field)                                                                           \
	{                                                                                          \
#field, COLUMN_REAL, offsetof(struct row, field), 0                                \
	}
#define TEXT(row, field)                                                                           \
	{                                                                                          \
#field, COLUMN_TEXT, offsetof(struct row, field), sizeof(((struct row *)0)->field) \
	}
#define TABLE(name, row, array) TABLE_CHECKED(name, row, array, NULL)
#define TABLE_CHECKED(name, row, array, impossible)                                                \
	{                                                                                          \
		name, array, sizeof array / sizeof *array, sizeof(struct row), impossible          \
	}

/* 0 or -errno of the sink. */
int table_write_header(const struct table *table, struct sink *sink);
int table_write_row(const struct table *table, struct sink *sink, const void *row);

/* What went wrong in a file, to be printed: "line 7: wall_ns: \"x\" is no whole number". */
struct table_error {
	char text[200];
};

/* Calls each(row, context) for every row of DIRECTORY/NAME, in order; it stops at the first that
 * does not answer 0. The file is from anywhere, hence hostile: the header must be the table's own,
 * every field of its type, printable UTF-8, within caps on length and number, and no row
 * impossible. What an editor or a spreadsheet leaves is read: a byte-order mark, blank lines, CRLF,
 * ';' for ','. A last line without its newline is left out where `partial` is set (the writer was
 * killed). 0, -errno of the file, or -EBADMSG with the finding in `error`. */
int table_read(const struct table *table, int directory, const char *name, int partial,
	int (*each)(const void *row, void *context), void *context, struct table_error *error);

#endif
