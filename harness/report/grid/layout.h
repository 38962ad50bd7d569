/* Fits a table of text to the columns that a line has. */
#ifndef TRACETAX_LAYOUT_H
#define TRACETAX_LAYOUT_H

#include "grid.h"
#include "report/text.h"

struct layout {
	size_t widths[GRID_COLUMNS_MAX]; /* in characters */
	bool shown[GRID_COLUMNS_MAX];
	bool alike[GRID_COLUMNS_MAX]; /* left out, as all of its cells say the same */
	bool shortened; /* a name is */
};

/* Finds how the table fits. A column that may be dropped and says the same in each row is left out
 * first. Then long words are broken into lines, names are shortened, but only as far as they stay
 * different, and the other columns are left out in the order of their `drop`. */
struct layout layout_of(const struct grid *grid);

/* Returns a cell as it is written if nothing is shortened. */
const char *layout_words(const struct grid *grid, size_t row, size_t column, struct text *room);

/* Counts the characters of the first bytes, as "µ" has two bytes and printf counts bytes. */
size_t layout_characters(const char *text, size_t bytes);
/* Returns how many bytes of the words go into a line of `width` characters: up to a blank, if there
 * is one. */
size_t layout_piece(const char *words, size_t width);
/* Returns the name in at most `width` characters: its middle is left out. */
struct text layout_short(const char *name, size_t width);

#endif
