/* A tracee's memory as the file /proc/PID/mem. */
#ifndef TRACETAX_PROC_MEM_H
#define TRACETAX_PROC_MEM_H

#include "memory_loop.h"

/* memory->fd becomes its descriptor. 0 or -errno. */
int proc_mem_open(struct memory *memory, int flags);
/* As memory_method.part. A process that is gone reads as an end of file: that is -ESRCH. */
ssize_t proc_mem_read(const struct memory *memory, void *buffer, size_t n, uintptr_t address);

#endif
