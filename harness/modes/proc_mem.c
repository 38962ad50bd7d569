#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "loops/memory_loop.h"

static int open_file(struct memory *memory)
{
	char path[32];
	snprintf(path, sizeof path, "/proc/%d/mem", memory->owner);
	memory->fd = open(path, O_RDONLY | O_CLOEXEC);
	return memory->fd < 0 ? -errno : 0;
}

static int read_file(const struct memory *memory)
{
	ssize_t n = pread(memory->fd, memory->buffer, memory->size, (off_t)memory->address);
	return n == (ssize_t)memory->size ? 0 : n < 0 ? -errno : -EIO;
}

static int supervise(struct run *run)
{
	static const struct memory_method method = { open_file, read_file, "/proc/PID/mem" };
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "proc-mem",
	.summary = "pread of /proc/PID/mem, kept open",
	.since = "2.6.39",
	.changes = "no",
	.reads = "yes",
	.reads_memory = true,
	.supervise = supervise,
};
