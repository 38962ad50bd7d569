/* CSV tables: one list of columns makes the struct of a row, and writes, reads and checks it. The
 * list is a macro of five macros, one for each kind of column:
 *
 *	#define CURVE_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE) \
 *		KEY(key)                              \
 *		REAL(slowdown)                        \
 *		TEXT(verdict, 16)
 *	ROW(curve_row, CURVE_COLUMNS);
 *
 * and, in a source file of its own:
 *
 *	TABLE(curves_table, curve_row, CURVE_COLUMNS, .name = "curves.csv"); */
#ifndef TRACETAX_TABLE_H
#define TRACETAX_TABLE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "estimate.h"
#include "key.h"
#include "sink.h"

#define ABSENT INT64_MIN /* a count that was not measured: an empty field */

enum column_type {
	COLUMN_COUNT, /* int64_t, ABSENT when empty */
	COLUMN_REAL, /* double, NaN if empty; infinities are refused */
	COLUMN_TEXT, /* char array of `size` bytes; quoted if necessary */
};

struct column {
	const char *name;
	enum column_type type;
	size_t offset;
	size_t size;
};

struct table {
	const char *name; /* name of the file */
	const struct column *columns;
	size_t n;
	size_t row_size;
	int64_t schema; /* required value of the column `schema`; 0: there is none */
	const char *const *needs; /* columns without which no row makes sense; NULL at the end */
	/* Returns what our writers never write in a row that follows `before` (NULL: the first
	 * row), or NULL if the row is possible. May be NULL itself. */
	const char *(*impossible)(const void *row, const void *before);
};

/* Defines struct ROW_NAME with a member for each column. KEY is a struct key, of four columns;
 * ESTIMATE is a struct estimate, of three: X, X_lo and X_hi. */
#define ROW(row_name, COLUMNS)                                                                     \
	struct row_name {                                                                          \
		COLUMNS(MEMBER_COUNT, MEMBER_REAL, MEMBER_TEXT, MEMBER_KEY, MEMBER_ESTIMATE)       \
	}
#define MEMBER_COUNT(name)	int64_t name;
#define MEMBER_REAL(name)	double name;
#define MEMBER_TEXT(name, size) char name[size];
#define MEMBER_ESTIMATE(name)	struct estimate name;
#define MEMBER_KEY(name)	KEYED(name);

/* Defines the table of such rows, at most one in a source file. What follows the columns sets other
 * members. */
#define TABLE(table_name, row_name, COLUMNS, ...)                                                  \
	typedef struct row_name table_row;                                                         \
	static const struct column table_columns[] = { COLUMNS(                                    \
		DESCRIBE_COUNT, DESCRIBE_REAL, DESCRIBE_TEXT, DESCRIBE_KEY, DESCRIBE_ESTIMATE) };  \
	const struct table table_name = { .columns = table_columns,                                \
		.n = sizeof table_columns / sizeof *table_columns,                                 \
		.row_size = sizeof(table_row),                                                     \
		__VA_ARGS__ }
#define DESCRIBE(name, type, member)                                                               \
	{                                                                                          \
		name, type, offsetof(table_row, member), sizeof(((table_row *)0)->member)          \
	}
#define DESCRIBE_COUNT(name)	  DESCRIBE(#name, COLUMN_COUNT, name),
#define DESCRIBE_REAL(name)	  DESCRIBE(#name, COLUMN_REAL, name),
#define DESCRIBE_TEXT(name, size) DESCRIBE(#name, COLUMN_TEXT, name),
#define DESCRIBE_KEY(name)                                                                         \
	DESCRIBE("workload", COLUMN_TEXT, name.workload),                                          \
		DESCRIBE("size", COLUMN_COUNT, name.size),                                         \
		DESCRIBE("placement", COLUMN_TEXT, name.placement),                                \
		DESCRIBE("mode", COLUMN_TEXT, name.mode),
#define DESCRIBE_ESTIMATE(name)                                                                    \
	DESCRIBE(#name, COLUMN_REAL, name.value), DESCRIBE(#name "_lo", COLUMN_REAL, name.lo),     \
		DESCRIBE(#name "_hi", COLUMN_REAL, name.hi),
#define NEEDS(...)                                                                                 \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

/* Empties a row: counts become ABSENT, reals NaN, texts "". */
void row_clear(const struct table *table, void *row);

/* Rounds the reals of a row to what is left of them when they are written and read again. */
void table_round(const struct table *table, void *row);

/* Write the names of the columns, or one row. Return 0 or -errno of the sink. */
int table_write_header(const struct table *table, struct sink *sink);
int table_write_row(const struct table *table, struct sink *sink, const void *row);

/* Writes DIRECTORY/NAME of n rows, whole or not at all, and places it. Returns 0 or -errno. */
int table_write(const struct table *table, int directory, const void *rows, size_t n);

/* A finding in a file, to be printed: line 7: wall_ns: expected a whole number, found "x" */
struct table_error {
	char text[200];
};

/* Calls each(row, context) for every row of DIRECTORY/NAME, in order; stops at the first that does
 * not answer 0. Finds columns by name, in any order; skips unknown ones, and leaves missing ones
 * empty unless the table needs them. The file is from anywhere, hence hostile. Its schema must be
 * the table's own; with another schema, that is the only finding. No column may be named twice.
 * Every field must be of its type, printable UTF-8, and within caps on length and number. No row
 * may be impossible. Accepts what an editor or a spreadsheet leaves: a byte-order mark, blank
 * lines, CRLF, ';' for ','. If `partial` is set (the writer was killed), drops a last line without
 * its newline. Returns 0, -errno of the file, or -EBADMSG with the finding in `error`. */
int table_read(const struct table *table, int directory, const char *name, int partial,
	int (*each)(const void *row, void *context), void *context, struct table_error *error);

#endif
