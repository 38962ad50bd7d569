#include <stdlib.h>
#include <string.h>

#include "layout.h"

enum {
	WIDEST = 48, /* where a line holds any number, a wider cell pushes the rest of its row */
	NAME_LEAST = 12,
	WORDS_LEAST = 12,
	SENTENCE_LEAST = 20,
	SENTENCE = 30, /* broken before names are shortened, but not further */
	BETWEEN = 2
};

size_t layout_characters(const char *text, size_t bytes)
{
	size_t n = 0;
	for (; bytes-- > 0 && *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

static size_t length(const char *text)
{
	return layout_characters(text, SIZE_MAX);
}

/* Returns where the text goes on after so many characters. */
static const char *skip(const char *text, size_t characters)
{
	while (*text && characters-- > 0)
		for (text++; (*text & 0xc0) == 0x80;)
			text++;
	return text;
}

size_t layout_piece(const char *words, size_t width)
{
	const char *end = skip(words, width), *blank = end;
	while (*end && blank > words && *blank != ' ')
		blank--;
	return (size_t)((*end && blank > words ? blank : end) - words);
}

struct text layout_short(const char *name, size_t width)
{
	struct text text;
	size_t n = length(name), tail = (width - 1) / 2;
	if (n <= width)
		snprintf(text.s, sizeof text.s, "%s", name);
	else
		snprintf(text.s, sizeof text.s, "%.*s…%s",
			(int)(skip(name, width - 1 - tail) - name), name, skip(name, n - tail));
	return text;
}

const char *layout_words(const struct grid *grid, size_t row, size_t column, struct text *room)
{
	const struct grid_column *c = &grid->columns[column];
	const char *text = grid_words(c, &grid->values[row * grid->width + column], room);
	return text ? text : c->kind < GRID_COUNT ? "" : "-";
}

static size_t width_of(const struct grid *grid, size_t column)
{
	struct text room;
	size_t width = length(grid->columns[column].heading);
	for (size_t row = 0; row < grid->n; row++) {
		size_t n = length(layout_words(grid, row, column, &room));
		width = n > width && (grid->line || n <= WIDEST) ? n : width;
	}
	return width;
}

struct name {
	const char *whole;
	struct text shortened;
};

static int by_shortened(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int order = strcmp(x->shortened.s, y->shortened.s);
	return order ? order : strcmp(x->whole, y->whole);
}

/* Tells whether different names of a column are still different in this width. */
static bool are_different(struct name *names, size_t n, size_t width)
{
	for (size_t i = 0; i < n; i++)
		names[i].shortened = layout_short(names[i].whole, width);
	qsort(names, n, sizeof *names, by_shortened);
	for (size_t i = 1; i < n; i++)
		if (strcmp(names[i - 1].shortened.s, names[i].shortened.s) == 0 &&
			strcmp(names[i - 1].whole, names[i].whole) != 0)
			return false;
	return true;
}

/* Returns the least width in which a column of names can be read. */
static size_t least_of_names(const struct grid *grid, size_t column, size_t width)
{
	size_t heading = length(grid->columns[column].heading),
	       least = heading > NAME_LEAST ? heading : NAME_LEAST;
	struct name *names = calloc(grid->n + 1, sizeof *names);
	for (size_t row = 0; names && row < grid->n; row++) {
		const char *name = grid->values[row * grid->width + column].text;
		names[row].whole = name ? name : "";
	}
	while (names && width > least && are_different(names, grid->n, width - 1))
		width--;
	free(names);
	return width;
}

static size_t least_of(const struct grid *grid, size_t column, size_t width)
{
	switch (grid->columns[column].fit) {
	case GRID_SHORTEN:
		return least_of_names(grid, column, width);
	case GRID_WRAP:
		return width > SENTENCE	     ? SENTENCE_LEAST
		       : width < WORDS_LEAST ? width
					     : WORDS_LEAST;
	default:
		return width;
	}
}

static size_t line_of(const struct grid *grid, const struct layout *layout, const size_t *widths)
{
	size_t line = 0;
	for (size_t i = 0; i < grid->width; i++)
		if (layout->shown[i])
			line += widths[i] + (line ? BETWEEN : 0);
	return line;
}

/* Leaves out the columns that are dropped next; false if there are none. */
static bool drop(const struct grid *grid, struct layout *layout)
{
	int next = 0;
	for (size_t i = 0; i < grid->width; i++) {
		int order = grid->columns[i].drop;
		if (layout->shown[i] && order && (!next || order < next))
			next = order;
	}
	for (size_t i = 0; next && i < grid->width; i++)
		layout->shown[i] &= grid->columns[i].drop != next;
	return next;
}

/* Returns the widest column of this kind that is wider than `floor` and than its least; NULL if
 * there is none. */
static size_t *widest(const struct grid *grid, struct layout *layout, const size_t *least,
	enum grid_fit fit, size_t floor)
{
	size_t *found = NULL;
	for (size_t i = 0; i < grid->width; i++) {
		size_t *width = &layout->widths[i];
		if (layout->shown[i] && grid->columns[i].fit == fit && *width > least[i] &&
			*width > (found ? *found : floor))
			found = width;
	}
	return found;
}

/* Makes columns narrower, one by one, until the line is short enough. */
static void narrow(const struct grid *grid, struct layout *layout, const size_t *least)
{
	size_t *width;
	while (line_of(grid, layout, layout->widths) > grid->line) {
		if ((width = widest(grid, layout, least, GRID_WRAP, SENTENCE)))
			--*width;
		else if ((width = widest(grid, layout, least, GRID_SHORTEN, 0)))
			--*width, layout->shortened = true;
		else if ((width = widest(grid, layout, least, GRID_WRAP, 0)))
			--*width;
		else
			return;
	}
}

static bool is_alike(const struct grid *grid, size_t column)
{
	struct text first, other;
	for (size_t row = 1; row < grid->n; row++)
		if (strcmp(layout_words(grid, 0, column, &first),
			    layout_words(grid, row, column, &other)) != 0)
			return false;
	return grid->n > 1;
}

/* Leaves out columns that say the same in each row, as long as the line is too long. */
static void leave_out_alike(const struct grid *grid, struct layout *layout)
{
	for (size_t i = 0; i < grid->width; i++) {
		if (!layout->shown[i] || !grid->columns[i].drop || !is_alike(grid, i) ||
			line_of(grid, layout, layout->widths) <= grid->line)
			continue;
		layout->shown[i] = false;
		layout->alike[i] = true;
	}
}

static void fit(const struct grid *grid, struct layout *layout)
{
	size_t least[GRID_COLUMNS_MAX] = { 0 };
	leave_out_alike(grid, layout);
	for (size_t i = 0; i < grid->width; i++)
		if (layout->shown[i])
			least[i] = least_of(grid, i, layout->widths[i]);
	while (line_of(grid, layout, least) > grid->line && drop(grid, layout))
		continue;
	narrow(grid, layout, least);
}

struct layout layout_of(const struct grid *grid)
{
	struct layout layout = { .shortened = false };
	for (size_t i = 0; i < grid->width; i++) {
		layout.shown[i] = grid->columns[i].heading;
		layout.widths[i] = layout.shown[i] ? width_of(grid, i) : 0;
	}
	if (grid->line && line_of(grid, &layout, layout.widths) > grid->line)
		fit(grid, &layout);
	return layout;
}
