/* A file that is opened, written, read and closed. */
#ifndef TRACETAX_FILE_LOOP_H
#define TRACETAX_FILE_LOOP_H

#include <stdint.h>

struct page;

/* Makes the file, of page->job.size bytes, in page->job.scratch. 0, or -1 with errno. */
int file_setup(struct page *page);
/* Each operation: openat, write, pread, close. */
void file_run(uint64_t ops);

#endif
