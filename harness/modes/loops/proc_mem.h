/* A tracee's memory as the file /proc/PID/mem. */
#ifndef TRACETAX_PROC_MEM_H
#define TRACETAX_PROC_MEM_H

#include <errno.h>
#include <unistd.h>

#include "memory_loop.h"

/* Opens the file as memory->fd. Returns 0 or -errno. */
int proc_mem_open(struct memory *memory, int flags);

/* Read or write a part: each is a memory_part. A process that is gone reads as an end of file
 * (fs/proc/base.c, mem_rw()), which becomes -ESRCH. */
INLINED ssize_t proc_mem_read(
	const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	ssize_t moved = pread(memory->fd, buffer, n, (off_t)address);
	return moved < 0 ? -errno : moved ? moved : -ESRCH;
}

INLINED ssize_t proc_mem_write(
	const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	ssize_t moved = pwrite(memory->fd, buffer, n, (off_t)address);
	return moved < 0 ? -errno : moved ? moved : -ESRCH;
}

#endif
