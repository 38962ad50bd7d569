/* Columns of a table for people. */
#ifndef TRACETAX_PADDED_H
#define TRACETAX_PADDED_H

#include <stdio.h>

/* Two blanks and the text, left-justified by characters; printf counts bytes, and a "µ" has two. */
void print_padded(FILE *out, const char *text, int width);

#endif
