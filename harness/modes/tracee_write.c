#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "loops/memory_loop.h"

static int open_pipe(pid_t owner, int fd, int flags)
{
	char path[48];
	snprintf(path, sizeof path, "/proc/%d/fd/%d", owner, fd);
	int opened = open(path, flags | O_CLOEXEC);
	return opened < 0 ? -errno : opened;
}

static int open_both(struct memory *memory)
{
	signal(SIGPIPE, SIG_IGN);
	memory->fd = open_pipe(memory->owner, memory->request, O_WRONLY);
	memory->other_fd = open_pipe(memory->owner, memory->answer, O_RDONLY);
	return memory->fd < 0 ? memory->fd : memory->other_fd < 0 ? memory->other_fd : 0;
}

/* An end of file: the owner is gone. */
static ssize_t ask(struct memory *memory, memory_part *none)
{
	(void)none;
	if (write(memory->fd, &memory->at, sizeof memory->at) < 0)
		return errno == EPIPE ? -ESRCH : -errno;
	for (size_t done = 0; done < memory->bytes;) {
		ssize_t n = read(memory->other_fd, memory->buffer + done, memory->bytes - done);
		if (n <= 0)
			return n < 0 ? -errno : done ? (ssize_t)done : -ESRCH;
		done += (size_t)n;
	}
	return (ssize_t)memory->bytes;
}

static void ask_all(uint64_t ops)
{
	memory_ops(ops, ask, NULL);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.open = open_both,
		.pieces = ask_all,
		.text = ask_all,
		.call = "the pipe from the tracee",
		.served = true,
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "tracee-write",
	.summary = "the tracee itself sends the bytes, through a pipe, each time it is asked",
	.since = "any",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_READ,
	.supervise = supervise,
};
