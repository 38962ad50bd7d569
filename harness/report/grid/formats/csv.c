#include <csv.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "report/grid/format.h"
#include "report/grid/grid.h"
#include "report/text.h"

/* Writes a text, quoted if a reader would otherwise split it or trim blanks. */
static void write_text(const char *text, FILE *out)
{
	size_t n = strlen(text);
	bool blank = n && (strchr(" \t", text[0]) || strchr(" \t", text[n - 1]));
	if (blank || strpbrk(text, ",\"\r\n"))
		csv_fwrite(out, text, n);
	else
		fputs(text, out);
}

static void write_number(double number, FILE *out)
{
	if (isfinite(number))
		fprintf(out, "%.6g", number);
}

static void write_value(const struct grid_column *column, const struct value *value, FILE *out)
{
	struct text room;
	const char *words = grid_words(column, value, &room);
	if (column->kind < GRID_COUNT)
		write_text(words ? words : "", out);
	else if (column->kind > GRID_COUNT)
		write_number(value->number.value, out);
	else if (value->count != ABSENT)
		fprintf(out, "%" PRId64, value->count);
	if (!column->interval)
		return;
	fputc(',', out);
	write_number(value->number.lo, out);
	fputc(',', out);
	write_number(value->number.hi, out);
}

static void write_names(const struct grid *grid, FILE *out)
{
	const char *separator = "";
	for (size_t i = 0; i < grid->width; i++) {
		const char *key = grid->columns[i].key;
		if (!key)
			continue;
		fprintf(out, "%s%s", separator, key);
		if (grid->columns[i].interval)
			fprintf(out, ",%s_lo,%s_hi", key, key);
		separator = ",";
	}
	fputc('\n', out);
}

static void write_row(const struct grid *grid, const struct value *values, FILE *out)
{
	const char *separator = "";
	for (size_t i = 0; i < grid->width; i++) {
		if (!grid->columns[i].key)
			continue;
		fputs(separator, out);
		write_value(&grid->columns[i], &values[i], out);
		separator = ",";
	}
	fputc('\n', out);
}

static void write(const struct grid *grid, FILE *out)
{
	write_names(grid, out);
	for (size_t row = 0; row < grid->n; row++)
		write_row(grid, &grid->values[row * grid->width], out);
}

const struct format format = {
	.name = "csv",
	.summary = "a record a line",
	.order = 30,
	.write = write,
};
