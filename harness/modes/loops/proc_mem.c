#include "proc_mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int proc_mem_open(struct memory *memory, int flags)
{
	char path[32];
	snprintf(path, sizeof path, "/proc/%d/mem", memory->owner);
	memory->fd = open(path, flags | O_CLOEXEC);
	return memory->fd < 0 ? -errno : 0;
}

ssize_t proc_mem_read(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	ssize_t moved = pread(memory->fd, buffer, n, (off_t)address);
	return moved < 0 ? -errno : moved ? moved : -ESRCH; /* fs/proc/base.c, mem_rw() */
}
