/* A file that is opened, written, read and closed. */
#ifndef TRACETAX_FILE_LOOP_H
#define TRACETAX_FILE_LOOP_H

#include <stdint.h>

struct page;

/* Makes the file, page->job.size bytes long, in page->job.scratch. Returns 0, or -1 with errno. */
int file_setup(struct page *page);
/* Makes operations: openat, write, pread, close. */
void file_run(uint64_t ops);

#endif
