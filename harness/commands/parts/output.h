/* Where the text of a command goes. */
#ifndef TRACETAX_OUTPUT_H
#define TRACETAX_OUTPUT_H

#include <stddef.h>

/* Buffers standard output, so that a reader who leaves does not end the program early. output_end
 * writes the rest and reports an error once; it returns `status` if all was written. If the reader
 * has left, it dies of SIGPIPE, as usual, unless that is ignored. */
void output_begin(void);
int output_end(int status);

/* Writes a text. A file is replaced whole or not at all and keeps its mode; a link stays, and its
 * file is replaced. A pipe is written to; NULL is standard output. Complains of an error, except on
 * standard output. Returns the exit status. */
int output_write(const char *path, const char *text, size_t n);

/* Returns `target` relative to the place of `path`, with the links of both followed, to be freed.
 * Returns `target` unchanged if `path` is no file or NULL, or either does not exist; NULL if memory
 * is short. */
char *output_link(const char *path, const char *target);

#endif
