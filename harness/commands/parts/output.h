/* Where a command's text goes. */
#ifndef TRACETAX_OUTPUT_H
#define TRACETAX_OUTPUT_H

#include <stddef.h>

/* Sees to standard output: a reader who leaves ends nothing before its time, and an error is told
 * once, by output_end. It returns the exit status, `status` where all was written; where nobody
 * reads any more it dies of SIGPIPE, as others do, unless that was ignored. */
void output_begin(void);
int output_end(int status);

/* Writes a text to a path; NULL is standard output. A file is replaced whole or not at all, the one
 * that a link leads to and not the link, and keeps its mode. Says what failed, except for standard
 * output. Returns the exit status. */
int output_write(const char *path, const char *text, size_t n);

/* Returns the path of `target` from the place of what is written to `path`, as links in it have it;
 * to be freed. Where that is no file or NULL, or either is not there, `target` as it is. NULL
 * without memory. */
char *output_link(const char *path, const char *target);

#endif
