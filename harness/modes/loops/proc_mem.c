#include "proc_mem.h"

#include <fcntl.h>
#include <stdio.h>

int proc_mem_open(struct memory *memory, int flags)
{
	char path[32];
	snprintf(path, sizeof path, "/proc/%d/mem", memory->owner);
	memory->fd = open(path, flags | O_CLOEXEC);
	return memory->fd < 0 ? -errno : 0;
}
