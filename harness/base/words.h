/* A command line or a line of a plan, split into words. */
#ifndef TRACETAX_WORDS_H
#define TRACETAX_WORDS_H

#include "complaint.h"

/* Splits a text in place: blanks part the words; between '...' they do not, nor between "...",
 * where a backslash keeps what follows, as it does outside of quotes; nothing is expanded. The text
 * ends at the first `comment` that is not kept ('\0': it has no comments). Fills `words`, of which
 * there may be `max`, and sets a NULL after them. How many, or -EINVAL with the complaint. */
int words_split(char *text, char comment, char **words, int max, struct complaint *complaint);

#endif
