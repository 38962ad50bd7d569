/* Where a command's text goes. */
#ifndef TRACETAX_OUTPUT_H
#define TRACETAX_OUTPUT_H

#include <stddef.h>

/* Standard output, so that a reader who leaves ends nothing before its time, and that an error of
 * it is told once, by output_end. Its exit status: `status` where all was written. Where nobody
 * reads any more it dies of SIGPIPE, as others do, unless that was ignored. */
void output_begin(void);
int output_end(int status);

/* A file is replaced whole or not at all, the one that a link leads to and not the link, and keeps
 * its mode; a pipe is written to; NULL is standard output. Says what failed, except of
 * standard output. The exit status. */
int output_write(const char *path, const char *text, size_t n);

/* The path of `target` from the place of what is written to `path`, as links in it have it; to be
 * freed. Where that is no file or NULL, or either is not there, `target` as it is. NULL without
 * memory. */
char *output_link(const char *path, const char *target);

#endif
