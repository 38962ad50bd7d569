/* A table that a person sees, as data: columns, and rows of values. Each format is a file. */
#ifndef TRACETAX_GRID_H
#define TRACETAX_GRID_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "records/estimate.h"
#include "records/table.h"

struct text;

enum { GRID_COLUMNS_MAX = 64 };

enum format { FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_CSV, FORMAT_JSON, FORMATS };

/* From GRID_COUNT on they are numbers. */
enum grid_kind {
	GRID_TEXT,
	GRID_CODE, /* a name, as it is typed */
	GRID_PROSE, /* words of our own, with Markdown in them */
	GRID_YES, /* or no */
	GRID_COUNT,
	GRID_NUMBER,
	GRID_NS,
	GRID_RATIO,
	GRID_PERCENT, /* a fraction, shown as a percentage */
	GRID_RATE, /* per second */
	GRID_BYTES,
};

struct grid_column {
	const char *key; /* its name in CSV and JSON; NULL: for people only */
	const char *heading; /* for people; NULL: in CSV and JSON only */
	enum grid_kind kind;
	bool interval; /* in CSV three columns, KEY, KEY_lo and KEY_hi; in JSON an object */
	int decimals; /* of a GRID_NUMBER; 0: as many as it takes */
	const char *absent; /* where there is no value; NULL: "-" to a terminal, else nothing */
};

/* A value. In a column of numbers, a text says for people why there is none, or "". */
struct value {
	const char *text; /* NULL: absent, and in a column of texts "" too */
	int64_t count; /* or ABSENT; of a GRID_YES: 0 is no */
	struct estimate number; /* NaN: absent, or no interval */
};
/* Return values; the text stays the caller's until the row is added. */
struct value value_text(const char *text);
struct value value_yes(bool yes);
struct value value_count(int64_t count);
struct value value_number(double number);
struct value value_interval(struct estimate number);

struct grid {
	const struct grid_column *columns;
	size_t width; /* columns */
	struct value *values; /* row by row; the texts are copies, made printable */
	size_t n; /* rows */
	struct grid_column *made; /* by grid_of */
	bool failed; /* no memory */
};
#define GRID(columns) grid_new(columns, sizeof(columns) / sizeof *(columns))
struct grid grid_new(const struct grid_column *columns, size_t width);
void grid_free(struct grid *grid);

/* Adds a row: a value for each column. */
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

/* Returns what a value says to people; NULL where it is absent. `room` holds what is made for it.
 */
const char *grid_words(
	const struct grid_column *column, const struct value *value, struct text *room);

/* Writes it in one of the formats. 0, or -ENOMEM. */
int grid_write(const struct grid *grid, enum format format, FILE *out);
void grid_write_text(const struct grid *grid, FILE *out);
void grid_write_markdown(const struct grid *grid, FILE *out);
void grid_write_csv(const struct grid *grid, FILE *out);
void grid_write_json(const struct grid *grid, FILE *out);

#endif
