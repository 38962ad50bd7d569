#include <fcntl.h>

#include "loops/proc_mem.h"

static int open_file(struct memory *memory)
{
	return proc_mem_open(memory, O_RDONLY);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.open = open_file,
		.move = memory_each,
		.text = memory_text,
		.part = proc_mem_read,
		.call = "/proc/PID/mem",
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "proc-mem",
	.summary = "pread of /proc/PID/mem, kept open",
	.since = "2.6.39",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_READ,
	.supervise = supervise,
};
