#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "loops/proc_mem.h"

static int open_file(struct memory *memory)
{
	return proc_mem_open(memory, O_RDWR);
}

static ssize_t write_part(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	ssize_t moved = pwrite(memory->fd, buffer, n, (off_t)address);
	return moved < 0 ? -errno : moved ? moved : -ESRCH; /* fs/proc/base.c, mem_rw() */
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.open = open_file,
		.move = memory_each,
		.part = write_part,
		.call = "/proc/PID/mem",
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "proc-mem-write",
	.summary = "pwrite to /proc/PID/mem, kept open",
	.since = "2.6.39",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_WRITE,
	.supervise = supervise,
};
