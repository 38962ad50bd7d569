#include <fcntl.h>

#include "loops/proc_mem.h"

static int open_file(struct memory *memory)
{
	return proc_mem_open(memory, O_RDWR);
}

static void write_pieces(uint64_t ops)
{
	memory_ops(ops, memory_each, proc_mem_write);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.open = open_file,
		.pieces = write_pieces,
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
