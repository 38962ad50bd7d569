#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "table.h"

enum {
	LINE_SIZE = 4096,
	FIELD_SIZE = 1024,
	ROWS_MAX = 10 * 1000 * 1000,
	COLUMNS_MAX = 256,
};

void row_clear(const struct table *table, void *row)
{
	memset(row, 0, table->row_size);
	for (size_t i = 0; i < table->n; i++) {
		void *field = (char *)row + table->columns[i].offset;
		if (table->columns[i].type == COLUMN_COUNT)
			*(int64_t *)field = ABSENT;
		else if (table->columns[i].type == COLUMN_REAL)
			*(double *)field = (double)NAN;
	}
}

/* A line being written. Readers refuse longer ones; ours never are. */
struct line {
	char text[LINE_SIZE];
	size_t n;
};

static void append(struct line *line, const char *text, size_t n)
{
	if (n > sizeof line->text - line->n)
		n = sizeof line->text - line->n;
	memcpy(line->text + line->n, text, n);
	line->n += n;
}

static void append_text(struct line *line, const char *text)
{
	size_t n = strlen(text);
	bool blank = n && (strchr(" \t", text[0]) || strchr(" \t", text[n - 1]));
	if (!blank && !strpbrk(text, ",\"\r\n")) {
		append(line, text, strlen(text));
		return;
	}
	line->n += csv_write(line->text + line->n, sizeof line->text - line->n, text, strlen(text));
}

enum { NUMBER_SIZE = 32 };

static void print_real(double real, char number[NUMBER_SIZE])
{
	snprintf(number, NUMBER_SIZE, "%.6g", real);
}

static void append_field(struct line *line, const struct column *column, const void *row)
{
	const void *field = (const char *)row + column->offset;
	char number[NUMBER_SIZE] = "";
	switch (column->type) {
	case COLUMN_COUNT:
		if (*(const int64_t *)field != ABSENT)
			snprintf(number, sizeof number, "%" PRId64, *(const int64_t *)field);
		append(line, number, strlen(number));
		break;
	case COLUMN_REAL:
		if (isfinite(*(const double *)field))
			print_real(*(const double *)field, number);
		append(line, number, strlen(number));
		break;
	case COLUMN_TEXT:
		append_text(line, field);
		break;
	}
}

void table_round(const struct table *table, void *row)
{
	for (size_t i = 0; i < table->n; i++) {
		double *real = (double *)((char *)row + table->columns[i].offset);
		char number[NUMBER_SIZE];
		if (table->columns[i].type == COLUMN_REAL && isfinite(*real)) {
			print_real(*real, number);
			*real = strtod(number, NULL);
		}
	}
}

int table_write_header(const struct table *table, struct sink *sink)
{
	struct line line = { .n = 0 };
	for (size_t i = 0; i < table->n; i++) {
		append(&line, ",", i > 0);
		append(&line, table->columns[i].name, strlen(table->columns[i].name));
	}
	append(&line, "\n", 1);
	return sink_write(sink, line.text, line.n);
}

int table_write_row(const struct table *table, struct sink *sink, const void *row)
{
	struct line line = { .n = 0 };
	for (size_t i = 0; i < table->n; i++) {
		append(&line, ",", i > 0);
		append_field(&line, &table->columns[i], row);
	}
	append(&line, "\n", 1);
	return sink_write(sink, line.text, line.n);
}

static int write_all(const struct table *table, struct sink *sink, const void *rows, size_t n)
{
	int error = table_write_header(table, sink);
	for (size_t i = 0; i < n && !error; i++)
		error = table_write_row(table, sink, (const char *)rows + i * table->row_size);
	return error ? error : sink_place(sink);
}

int table_write(const struct table *table, int directory, const void *rows, size_t n)
{
	struct sink sink;
	int error = sink_open(&sink, directory, table->name);
	if (error)
		return error;
	error = write_all(table, &sink, rows, n);
	if (error)
		sink_abandon(&sink);
	return error;
}

/* A file being read. libcsv calls take_field and end_row for lines that need it. */
struct reader {
	const struct table *table;
	int (*each)(const void *row, void *context);
	void *context;
	struct table_error *error;
	void *row, *before;
	const struct column *columns[COLUMNS_MAX]; /* of the file; NULL: unknown */
	const struct column *schema; /* the one that is judged first, or NULL */
	size_t n, column;
	uint64_t line, rows; /* rows: includes the header */
	char separator;
	int result;
};

static void complain(struct reader *reader, const char *what, const char *finding)
{
	if (reader->result)
		return;
	reader->result = -EBADMSG;
	snprintf(reader->error->text, sizeof reader->error->text, "line %" PRIu64 ": %s%s%s",
		reader->line, what, *finding ? ": " : "", finding);
	utf8_mask(reader->error->text);
}

static bool is_printable(const char *s, size_t n)
{
	while (n > 0) {
		bool ascii = *s >= ' ' && *s <= '~';
		size_t length = ascii ? 1 : utf8_printable(s, n);
		if (length == 0)
			return false;
		s += length;
		n -= length;
	}
	return true;
}

/* Parses digits and nothing else: strtoll would take blanks and a sign, and is slow. */
static bool parse_count(const char *text, int64_t *count)
{
	int64_t n = 0;
	*count = ABSENT;
	if (!*text)
		return true;
	for (; *text >= '0' && *text <= '9'; text++)
		if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, *text - '0', &n))
			return false;
	*count = n;
	return !*text;
}

static bool parse_real(const char *text, double *real)
{
	char *end;
	*real = *text ? strtod(text, &end) : (double)NAN;
	return !*text ||
	       (!*end && isfinite(*real) && strspn(text, "0123456789.eE+-") == strlen(text));
}

static bool parse_text(const char *text, size_t n, char *into, size_t size)
{
	if (n >= size || !is_printable(text, n))
		return false;
	memcpy(into, text, n + 1);
	return true;
}

static bool parse(void *into, const struct column *column, const char *text, size_t n)
{
	return column->type == COLUMN_COUNT  ? parse_count(text, into)
	       : column->type == COLUMN_REAL ? parse_real(text, into)
					     : parse_text(text, n, into, column->size);
}

static void parse_field(
	struct reader *reader, const struct column *column, const char *text, size_t n)
{
	char finding[120], size[40];
	if (parse((char *)reader->row + column->offset, column, text, n))
		return;
	snprintf(size, sizeof size, "at most %zu bytes of printable UTF-8", column->size - 1);
	snprintf(finding, sizeof finding, "expected %s, found \"%.50s\"",
		column->type == COLUMN_COUNT  ? "a whole number"
		: column->type == COLUMN_REAL ? "a finite number"
					      : size,
		text);
	complain(reader, column->name, finding);
}

static const struct column *find_column(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->n; i++)
		if (strcmp(table->columns[i].name, name) == 0)
			return &table->columns[i];
	return NULL;
}

static bool has_column(const struct reader *reader, const struct column *column)
{
	for (size_t i = 0; i < reader->n; i++)
		if (reader->columns[i] == column)
			return true;
	return false;
}

/* Finds the table's column for a name in the header. */
static void take_name(struct reader *reader, const char *name)
{
	const struct column *column = find_column(reader->table, name);
	if (column && has_column(reader, column))
		complain(reader, column->name, "this column occurs twice");
	if (reader->n == COLUMNS_MAX)
		complain(reader, "too many columns", "");
	else
		reader->columns[reader->n++] = column;
}

static void end_header(struct reader *reader)
{
	char what[60], finding[60];
	snprintf(what, sizeof what, "not the header of %s", reader->table->name);
	for (const char *const *need = reader->table->needs; need && *need; need++) {
		snprintf(finding, sizeof finding, "it has no column \"%s\"", *need);
		if (!has_column(reader, find_column(reader->table, *need)))
			complain(reader, what, finding);
	}
}

/* Judges the schema: another one explains everything else that was found in the row or header. */
static void judge_schema(struct reader *reader, const char *text)
{
	char what[60];
	int64_t schema, ours = reader->table->schema;
	if (!parse_count(text, &schema) || schema == ours)
		return;
	reader->result = 0;
	snprintf(what, sizeof what, "not of schema %" PRId64, ours);
	complain(reader, what, "read it with the version that wrote it");
}

static void take_value(struct reader *reader, const char *text, size_t n)
{
	const struct column *column =
		reader->column < reader->n ? reader->columns[reader->column] : NULL;
	if (column && column == reader->schema)
		judge_schema(reader, text);
	if (reader->column >= reader->n)
		complain(reader, "too many fields", "");
	else if (column && !reader->result)
		parse_field(reader, column, text, n);
}

static void take_field(void *field, size_t n, void *context)
{
	struct reader *reader = context;
	if (n >= FIELD_SIZE)
		complain(reader, "a field is too long", "");
	else if (reader->rows > 0)
		take_value(reader, field, n);
	else
		take_name(reader, field);
	reader->column++;
}

static void take_row(struct reader *reader)
{
	const struct table *table = reader->table;
	const void *before = reader->rows > 1 ? reader->before : NULL;
	const char *impossible = table->impossible ? table->impossible(reader->row, before) : NULL;
	if (impossible) {
		complain(reader, impossible, "");
		return;
	}
	reader->result = reader->each(reader->row, reader->context);
	void *next = reader->before;
	reader->before = reader->row;
	reader->row = next;
}

static void end_line(struct reader *reader)
{
	if (reader->line > ROWS_MAX)
		complain(reader, "more rows than any campaign has", "");
	reader->line++;
}

static void end_row(int end, void *context)
{
	struct reader *reader = context;
	(void)end;
	if (reader->rows == 0)
		end_header(reader);
	else if (reader->column < reader->n)
		complain(reader, "too few fields", "");
	else if (!reader->result)
		take_row(reader);
	reader->column = 0;
	reader->rows++;
	end_line(reader);
}

/* Splits a line without quotes or blanks in place; its newline is line[n]. */
static void take_plain_line(struct reader *reader, char *line, size_t n)
{
	char *field = line;
	line[n] = reader->separator;
	for (char *c = line; c <= line + n; c++)
		if (*c == reader->separator) {
			*c = '\0';
			take_field(field, (size_t)(c - field), reader);
			field = c + 1;
		}
	end_row('\n', reader);
}

static void take_line(struct reader *reader, struct csv_parser *parser, char *line, size_t n)
{
	if (csv_parse(parser, line, n, take_field, end_row, reader) != n)
		complain(reader, csv_strerror(csv_error(parser)), "");
	else if (csv_fini(parser, take_field, end_row, reader) != 0)
		complain(reader, "unclosed quote", "");
}

/* Learns the separator, and returns how many bytes precede the header: a spreadsheet may write
 * both. */
static size_t begin(struct reader *reader, struct csv_parser *parser, const char *line)
{
	const char *separator = strpbrk(line, ",;");
	reader->separator = separator ? *separator : ',';
	csv_set_delim(parser, (unsigned char)reader->separator);
	return utf8_mark(line);
}

/* Tells whether to read on. After a finding in the header it reads one row: its schema may explain
 * it. */
static bool goes_on(const struct reader *reader)
{
	return !reader->result || (reader->rows == 1 && reader->line <= ROWS_MAX);
}

static int parse_stream(FILE *file, int partial, struct reader *reader)
{
	struct csv_parser parser;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
		return -ENOMEM;
	char buffer[LINE_SIZE]; /* the limit of a line, whatever the file holds */
	while (goes_on(reader) && fgets(buffer, sizeof buffer, file)) {
		char *line = buffer + (reader->rows ? 0 : begin(reader, &parser, buffer));
		/* the part that needs no libcsv, which would strip blanks */
		size_t plain = strcspn(line, "\" \t\r\n");
		size_t n = plain + strlen(line + plain);
		if (n == 0 || line[n - 1] != '\n') {
			if (!partial || !feof(file))
				complain(reader, "the line is torn, too long or not text", "");
			break;
		}
		if (strspn(line, " \t\r\n") == n)
			end_line(reader); /* a blank line */
		else if (plain == n - 1)
			take_plain_line(reader, line, plain);
		else
			take_line(reader, &parser, line, n);
	}
	if (!reader->result && ferror(file))
		reader->result = -EIO;
	if (!reader->result && reader->rows == 0)
		complain(reader, "the file is empty", "");
	csv_free(&parser);
	return reader->result;
}

static void *empty_row(const struct table *table)
{
	void *row = malloc(table->row_size);
	if (row)
		row_clear(table, row);
	return row;
}

int table_read(const struct table *table, int directory, const char *name, int partial,
	int (*each)(const void *, void *), void *context, struct table_error *error)
{
	int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	if (!file)
		return -errno;
	struct reader reader = {
		.table = table,
		.each = each,
		.context = context,
		.error = error,
		.schema = table->schema ? find_column(table, "schema") : NULL,
		.line = 1,
	};
	reader.row = empty_row(table);
	reader.before = empty_row(table);
	int result = reader.row && reader.before ? parse_stream(file, partial, &reader) : -ENOMEM;
	free(reader.row);
	free(reader.before);
	fclose(file);
	return result;
}
