#include <string.h>

#include "report/grid/format.h"
#include "report/grid/grid.h"
#include "report/text.h"

static void write_code(const char *name, size_t length, FILE *out)
{
	fputc('`', out);
	text_write_part(name, length, out);
	fputc('`', out);
}

static void write_codes(const char *names, FILE *out)
{
	for (const char *next; (next = strstr(names, ", ")) != NULL; names = next + 2) {
		write_code(names, (size_t)(next - names), out);
		fputs(", ", out);
	}
	write_code(names, strlen(names), out);
}

static void write_value(const struct grid_column *column, const struct value *value, FILE *out)
{
	struct text room;
	const char *words = grid_words(column, value, &room);
	bool is_name = words && words != column->absent;
	fputs("| ", out);
	if (words && column->kind == GRID_PROSE)
		fputs(words, out);
	else if (is_name && column->kind == GRID_CODES)
		write_codes(words, out);
	else if (is_name && column->kind == GRID_CODE)
		write_code(words, strlen(words), out);
	else if (words)
		text_write_escaped(words, out);
	fputc(' ', out);
}

static void write_head(const struct grid *grid, FILE *out)
{
	for (size_t i = 0; i < grid->width; i++) {
		const char *heading = grid->columns[i].heading;
		if (!heading)
			continue;
		fputs("| ", out);
		text_write_escaped(heading, out);
		fputs(*heading ? " " : "", out);
	}
	fputs("|\n", out);
	for (size_t i = 0; i < grid->width; i++)
		if (grid->columns[i].heading)
			fputs(grid->columns[i].kind < GRID_COUNT ? "|---" : "|--:", out);
	fputs("|\n", out);
}

static void write(const struct grid *grid, FILE *out)
{
	write_head(grid, out);
	for (size_t i = 0; i < grid->n * grid->width; i++) {
		const struct grid_column *column = &grid->columns[i % grid->width];
		if (column->heading)
			write_value(column, &grid->values[i], out);
		if (i % grid->width == grid->width - 1)
			fputs("|\n", out);
	}
}

const struct format format = {
	.name = "markdown",
	.summary = "for a document",
	.order = 20,
	.write = write,
	.say = text_write_escaped,
	.title = "## ",
	.spaced = true,
};
