/* The directory in which workloads keep their files. */
#ifndef TRACETAX_SCRATCH_H
#define TRACETAX_SCRATCH_H

#include <stddef.h>

/* Makes a directory of an unpredictable name under $TMPDIR (or /tmp), mode 0700. 0 or -errno. */
int scratch_make(char *path, size_t size);
/* Removes what is in it. 0 or -errno. */
int scratch_empty(const char *path);
/* Removes it with all that is in it. */
void scratch_remove(const char *path);

#endif
