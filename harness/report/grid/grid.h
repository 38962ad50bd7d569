/* A table for people, as data: columns, and rows of values. format.h says how it is printed. */
#ifndef TRACETAX_GRID_H
#define TRACETAX_GRID_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/mood.h"
#include "records/estimate.h"
#include "records/table.h"

struct format;
struct text;

enum { GRID_COLUMNS_MAX = 64 };

/* Kinds of columns; all after GRID_COUNT hold numbers. */
enum grid_kind {
	GRID_TEXT,
	GRID_CODE, /* a name as one types it */
	GRID_CODES, /* such names, with ", " between them */
	GRID_PROSE, /* our own words, with Markdown in them */
	GRID_OUTCOME, /* how what the row's first text names came out: one of the words below */
	GRID_WHY, /* and why, if it did not come out well */
	GRID_YES, /* yes or no */
	GRID_COUNT,
	GRID_NUMBER,
	GRID_NS,
	GRID_RATIO,
	GRID_PERCENT, /* a fraction, shown as a percentage */
	GRID_RATE, /* per second */
	GRID_BYTES,
};

#define OUTCOME_GOOD "ok"
#define OUTCOME_NOTE "note" /* good, but there is something to say */
#define OUTCOME_SKIP "skip" /* it was not possible */
#define OUTCOME_BAD  "BAD"

/* What becomes of a wide column of texts on a narrow line. */
enum grid_fit {
	GRID_WHOLE, /* it stays as it is */
	GRID_SHORTEN, /* names lose their middle */
	GRID_WRAP, /* words go on in the next line */
};

/* What words that begin so make a reader feel. */
struct grid_mood {
	const char *start; /* NULL: the end of the list */
	enum mood mood;
};

struct grid_column {
	const char *key; /* name in CSV and JSON; NULL: for people only */
	const char *heading; /* for people; NULL: only in CSV and JSON */
	enum grid_kind kind;
	bool interval; /* in CSV three columns, KEY, KEY_lo and KEY_hi; in JSON an object */
	int decimals; /* of a GRID_NUMBER; 0: as many as it needs */
	const struct grid_mood *moods; /* of its words; NULL: all are plain */
	enum grid_fit fit;
	int drop; /* place in the order in which columns are left out of a narrow line; 0: never */
	const char *absent; /* shown if there is no value; NULL: "-" on a terminal, else nothing */
};

/* A value. In a column of numbers, a text tells people why there is none; it may be "". */
struct value {
	const char *text; /* NULL: absent, and in a column of texts "" too */
	int64_t count; /* or ABSENT; for GRID_YES, 0 is no */
	struct estimate number; /* NaN: absent, or no interval */
};
/* Return values. The caller keeps the text until the row is added. */
struct value value_text(const char *text);
struct value value_yes(bool yes);
struct value value_count(int64_t count);
struct value value_number(double number);
struct value value_interval(struct estimate number);

struct grid {
	const struct grid_column *columns;
	size_t width; /* number of columns */
	struct value *values; /* row by row; texts are copies, made printable */
	size_t n; /* number of rows */
	size_t line; /* columns of a line of text; 0: any number */
	bool coloured;
	struct grid_column *made; /* columns that grid_of made */
	bool failed; /* memory is short */
};
#define GRID(columns) grid_new(columns, sizeof(columns) / sizeof *(columns))
struct grid grid_new(const struct grid_column *columns, size_t width);
void grid_free(struct grid *grid);

/* Adds a row, with a value for each column. */
void grid_add(struct grid *grid, const struct value *values, size_t n);
#define VALUES(...)                                                                                \
	(struct value[])                                                                           \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define grid_row(grid, ...)                                                                        \
	grid_add(grid, VALUES(__VA_ARGS__), sizeof VALUES(__VA_ARGS__) / sizeof(struct value))

/* Returns a grid with the columns of a table of records; adds one of its rows. */
struct grid grid_of(const struct table *table);
void grid_add_record(struct grid *grid, const struct table *table, const void *row);

/* Returns a value as people read it, made in `room` if need be; NULL if it is absent. */
const char *grid_words(
	const struct grid_column *column, const struct value *value, struct text *room);

/* Writes the table. Returns 0 or -ENOMEM. */
int grid_write(const struct grid *grid, const struct format *format, FILE *out);

#endif
