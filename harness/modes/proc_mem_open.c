#include <fcntl.h>
#include <unistd.h>

#include "loops/proc_mem.h"

/* Once for all pieces of an operation. */
static ssize_t opened(struct memory *memory, ssize_t (*move)(struct memory *))
{
	int error = proc_mem_open(memory, O_RDONLY);
	if (error)
		return error;
	ssize_t n = move(memory);
	close(memory->fd);
	memory->fd = -1;
	return n;
}

static ssize_t move_opened(struct memory *memory)
{
	return opened(memory, memory_each);
}

static ssize_t text_opened(struct memory *memory)
{
	return opened(memory, memory_text);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.move = move_opened,
		.text = text_opened,
		.part = proc_mem_read,
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
