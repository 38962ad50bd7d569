#include <fcntl.h>
#include <unistd.h>

#include "loops/proc_mem.h"

/* Opens the file, moves all pieces of an operation, and closes it. */
INLINED ssize_t opened(struct memory *memory, memory_move *move)
{
	int error = proc_mem_open(memory, O_RDONLY);
	if (error)
		return error;
	ssize_t n = move(memory, proc_mem_read);
	close(memory->fd);
	memory->fd = -1;
	return n;
}

static ssize_t read_opened(struct memory *memory, memory_part *none)
{
	(void)none;
	return opened(memory, memory_each);
}

static ssize_t text_opened(struct memory *memory, memory_part *none)
{
	(void)none;
	return opened(memory, memory_text);
}

static void read_pieces(uint64_t ops)
{
	memory_ops(ops, read_opened, NULL);
}

static void read_texts(uint64_t ops)
{
	memory_ops(ops, text_opened, NULL);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.pieces = read_pieces,
		.text = read_texts,
		.call = "/proc/PID/mem",
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "proc-mem-open",
	.summary = "/proc/PID/mem, opened and closed each time",
	.since = "2.6.39",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_READ,
	.supervise = supervise,
};
