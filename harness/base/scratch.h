/* The directories in which workloads keep their files. */
#ifndef TRACETAX_SCRATCH_H
#define TRACETAX_SCRATCH_H

#include <stddef.h>

#define SCRATCH_SHM "/dev/shm"

/* Where it is made: $TMPDIR, or /tmp. */
const char *scratch_parent(void);
/* Makes a directory of an unpredictable name under the parent, mode 0700. 0, or -errno and "". */
int scratch_make(const char *parent, char *path, size_t size);
/* Removes what is in it. 0 or -errno. */
int scratch_empty(const char *path);
/* Removes it with all that is in it. */
void scratch_remove(const char *path);

#endif
