/* The directories in which workloads keep their files. */
#ifndef TRACETAX_SCRATCH_H
#define TRACETAX_SCRATCH_H

#include <stddef.h>

#define SCRATCH_SHM "/dev/shm"

/* Returns the directory in which scratch directories are made: $TMPDIR, or /tmp. */
const char *scratch_parent(void);
/* Makes a directory with an unpredictable name and mode 0700. Returns 0, or -errno with an empty
 * path. */
int scratch_make(const char *parent, char *path, size_t size);
/* Removes all that a directory holds. Returns 0 or -errno. */
int scratch_empty(const char *path);
/* Removes a directory and all that it holds. */
void scratch_remove(const char *path);

#endif
