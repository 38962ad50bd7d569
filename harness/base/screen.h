/* How much a line of text may hold where it is shown. */
#ifndef TRACETAX_SCREEN_H
#define TRACETAX_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

/* Returns the columns of a line on this descriptor: those that COLUMNS asks for, or those of the
 * terminal; 80 if there is neither. */
size_t screen_columns(int descriptor);

/* Tells whether this is a terminal with escape sequences, as TERM has it. */
bool screen_is_capable(int descriptor);
/* Tells whether to print in colours there: not if NO_COLOR is set (https://no-color.org). */
bool screen_has_colours(int descriptor);

#endif
