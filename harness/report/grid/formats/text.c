#include <stdarg.h>
#include <string.h>

#include "report/grid/format.h"
#include "report/grid/grid.h"
#include "report/grid/layout.h"

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

static void put(struct line *line, const struct grid_column *column, enum mood mood, size_t width,
	const char *text, size_t bytes)
{
	size_t n = layout_characters(text, bytes), rest = width > n ? width - n : 0;
	size_t left = is_right(column) ? rest : 0;
	if (bytes)
		fprintf(line->out, "%*s%s%.*s%s", (int)(line->owed + left), "", mood_begin(mood),
			(int)bytes, text, mood_end(mood));
	line->owed = strlen("  ") + (bytes ? rest - left : line->owed + rest);
}

/* A row, or the headings: what is still to be written of each cell. */
struct row {
	const char *rest[GRID_COLUMNS_MAX];
	struct text room[GRID_COLUMNS_MAX];
	enum mood moods[GRID_COLUMNS_MAX];
};

/* Writes the next line of a row; false if it is the last. */
static bool write_line(
	const struct grid *grid, const struct layout *layout, struct row *row, FILE *out)
{
	struct line line = { out, 0 };
	bool more = false;
	for (size_t i = 0; i < grid->width; i++) {
		const struct grid_column *column = &grid->columns[i];
		if (!layout->shown[i])
			continue;
		bool wraps = grid->line && column->fit == GRID_WRAP;
		size_t n = wraps ? layout_piece(row->rest[i], layout->widths[i])
				 : strlen(row->rest[i]);
		put(&line, column, row->moods[i], layout->widths[i], row->rest[i], n);
		row->rest[i] += n;
		row->rest[i] += strspn(row->rest[i], " ");
		more |= *row->rest[i];
	}
	fputc('\n', out);
	return more;
}

static void write_row(
	const struct grid *grid, const struct layout *layout, struct row *row, FILE *out)
{
	while (write_line(grid, layout, row, out))
		continue;
}

static void write_headings(const struct grid *grid, const struct layout *layout, FILE *out)
{
	struct row row;
	for (size_t i = 0; i < grid->width; i++) {
		row.rest[i] = grid->columns[i].heading;
		row.moods[i] = grid->coloured ? MOOD_HEADING : MOOD_PLAIN;
	}
	write_row(grid, layout, &row, out);
}

static enum mood mood_of(const struct grid *grid, size_t column, const char *words)
{
	const struct grid_mood *mood = grid->columns[column].moods;
	for (; grid->coloured && mood && mood->start; mood++)
		if (strncmp(words, mood->start, strlen(mood->start)) == 0)
			return mood->mood;
	return MOOD_PLAIN;
}

static void write_values(const struct grid *grid, const struct layout *layout, size_t n, FILE *out)
{
	struct row row;
	for (size_t i = 0; i < grid->width; i++) {
		if (!layout->shown[i])
			continue;
		row.rest[i] = layout_words(grid, n, i, &row.room[i]);
		row.moods[i] = mood_of(grid, i, row.rest[i]);
		if (!grid->line || grid->columns[i].fit != GRID_SHORTEN)
			continue;
		row.room[i] = layout_short(row.rest[i], layout->widths[i]);
		row.rest[i] = row.room[i].s;
	}
	write_row(grid, layout, &row, out);
}

__attribute__((format(printf, 2, 3))) static void add(struct text *note, const char *words, ...)
{
	size_t n = strlen(note->s);
	va_list list;
	va_start(list, words);
	vsnprintf(note->s + n, sizeof note->s - n, words, list);
	va_end(list);
}

/* Adds the headings of the columns that are not shown: "(placement: same; left out: stops". */
static void add_left_out(const struct grid *grid, const struct layout *layout, struct text *note)
{
	struct text room;
	for (size_t i = 0; i < grid->width; i++)
		if (layout->alike[i])
			add(note, "%s%s: %s", *note->s ? "; " : "(", grid->columns[i].heading,
				layout_words(grid, 0, i, &room));
	bool first = true;
	for (size_t i = 0; i < grid->width; i++) {
		if (!grid->columns[i].heading || layout->shown[i] || layout->alike[i])
			continue;
		add(note, "%s%s",
			!first	   ? ", "
			: *note->s ? "; left out: "
				   : "(left out: ",
			grid->columns[i].heading);
		first = false;
	}
}

/* Says what a narrow line has cost. */
static void say_left_out(const struct grid *grid, const struct layout *layout, FILE *out)
{
	struct text note = { "" };
	add_left_out(grid, layout, &note);
	if (layout->shortened)
		add(&note, "%snames cut", *note.s ? "; " : "(");
	if (!*note.s)
		return;
	add(&note, "; see --wide)");
	for (const char *rest = note.s; *rest;) {
		size_t n = layout_piece(rest, grid->line);
		fprintf(out, "%.*s\n", (int)n, rest);
		rest += n + strspn(rest + n, " ");
	}
}

static void write(const struct grid *grid, FILE *out)
{
	struct layout layout = layout_of(grid);
	if (has_headings(grid))
		write_headings(grid, &layout, out);
	for (size_t row = 0; row < grid->n; row++)
		write_values(grid, &layout, row, out);
	say_left_out(grid, &layout, out);
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
