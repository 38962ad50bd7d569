/* How much a line of text may hold where it is shown. */
#ifndef TRACETAX_SCREEN_H
#define TRACETAX_SCREEN_H

#include <stddef.h>

/* Returns the columns of a line on this descriptor: those that COLUMNS asks for, or those of the
 * terminal; 80 if there is neither. */
size_t screen_columns(int descriptor);

#endif
