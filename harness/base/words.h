/* Splits a command line, or a line of a plan, into words. */
#ifndef TRACETAX_WORDS_H
#define TRACETAX_WORDS_H

#include "complaint.h"

/* Splits a text in place at blanks, except within '...' and "...". A backslash keeps the next
 * character, except within '...'. Nothing is expanded. The text ends at the first unquoted
 * `comment` character ('\0': the text has no comments). Fills `words` with at most `max` words and
 * a NULL after them. Returns their number, or -EINVAL with the complaint. */
int words_split(char *text, char comment, char **words, int max, struct complaint *complaint);

#endif
