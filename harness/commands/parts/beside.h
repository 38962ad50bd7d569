/* Compares campaigns for a section of the report. */
#ifndef TRACETAX_BESIDE_H
#define TRACETAX_BESIDE_H

#include <stddef.h>

/* Compares campaigns with the first of them, each named by the last part of its path; emulated ones
 * on their own, after the others, where there are two of either kind. Puts what `compare` says of
 * them, as Markdown below a heading, into *text, to be freed. Complains of an error. Returns the
 * exit status. */
int beside_make(const char *const paths[], size_t n, char **text);

#endif
