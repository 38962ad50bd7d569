#include <string.h>

#include "report/grid/format.h"
#include "report/grid/grid.h"
#include "report/text.h"

enum { WIDEST = 48 }; /* a wider cell pushes the rest of its row */

/* Counts characters, as "µ" has two bytes and printf counts bytes. */
static size_t characters(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

static const char *words(const struct grid *grid, size_t row, size_t column, struct text *room)
{
	const struct grid_column *c = &grid->columns[column];
	const char *text = grid_words(c, &grid->values[row * grid->width + column], room);
	return text ? text : c->kind < GRID_COUNT ? "" : "-";
}

static size_t width_of(const struct grid *grid, size_t column)
{
	struct text room;
	size_t width = characters(grid->columns[column].heading);
	for (size_t row = 0; row < grid->n; row++) {
		size_t n = characters(words(grid, row, column, &room));
		width = n > width && n <= WIDEST ? n : width;
	}
	return width;
}

static bool has_headings(const struct grid *grid)
{
	for (size_t i = 0; i < grid->width; i++)
		if (grid->columns[i].heading && *grid->columns[i].heading)
			return true;
	return false;
}

/* Tells whether a column is right-aligned; people read intervals from the left. */
static bool is_right(const struct grid_column *column)
{
	return column->kind >= GRID_COUNT && !column->interval;
}

/* A line of values, two blanks apart, without blanks at the end. */
struct line {
	FILE *out;
	size_t owed; /* blanks due before the next value */
};

static void put(struct line *line, const struct grid_column *column, size_t width, const char *text)
{
	size_t n = characters(text), rest = width > n ? width - n : 0;
	size_t left = is_right(column) ? rest : 0;
	if (*text)
		fprintf(line->out, "%*s%s", (int)(line->owed + left), "", text);
	line->owed = strlen("  ") + (*text ? rest - left : line->owed + rest);
}

/* Writes a row, or the headings if `row` is beyond the last. */
static void write_line(const struct grid *grid, const size_t *widths, size_t row, FILE *out)
{
	struct line line = { out, 0 };
	struct text room;
	for (size_t i = 0; i < grid->width; i++) {
		const struct grid_column *column = &grid->columns[i];
		if (column->heading)
			put(&line, column, widths[i],
				row < grid->n ? words(grid, row, i, &room) : column->heading);
	}
	fputc('\n', out);
}

static void write(const struct grid *grid, FILE *out)
{
	size_t widths[GRID_COLUMNS_MAX];
	for (size_t i = 0; i < grid->width; i++)
		widths[i] = grid->columns[i].heading ? width_of(grid, i) : 0;
	if (has_headings(grid))
		write_line(grid, widths, grid->n, out);
	for (size_t row = 0; row < grid->n; row++)
		write_line(grid, widths, row, out);
}

static void say(const char *line, FILE *out)
{
	fputs(line, out);
}

const struct format format = {
	.name = "text",
	.summary = "aligned columns",
	.order = 10,
	.write = write,
	.say = say,
	.title = "\n",
};
