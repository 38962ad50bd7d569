#include <fcntl.h>

#include "loops/proc_mem.h"

static int open_file(struct memory *memory)
{
	return proc_mem_open(memory, O_RDONLY);
}

static void read_pieces(uint64_t ops)
{
	memory_ops(ops, memory_each, proc_mem_read);
}

static void read_texts(uint64_t ops)
{
	memory_ops(ops, memory_text, proc_mem_read);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.open = open_file,
		.pieces = read_pieces,
		.text = read_texts,
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
