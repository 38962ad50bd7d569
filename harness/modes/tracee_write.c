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
	memory->fd = open_pipe(memory->owner, memory->ask_fd, O_WRONLY);
	memory->other_fd = open_pipe(memory->owner, memory->reply_fd, O_RDONLY);
	return memory->fd < 0 ? memory->fd : memory->other_fd < 0 ? memory->other_fd : 0;
}

static int ask(const struct memory *memory)
{
	ssize_t n = write(memory->fd, &memory->at, sizeof memory->at);
	return n >= 0 ? 0 : errno == EPIPE ? -ESRCH : -errno;
}

/* Receives what comes next, after `done` bytes, up to `most` in all. An end of file means that the
 * owner is gone. */
static ssize_t receive(const struct memory *memory, size_t done, size_t most)
{
	ssize_t n = read(memory->other_fd, memory->buffer + done, most - done);
	return n > 0 ? n : n < 0 ? -errno : -ESRCH;
}

static ssize_t read_all(struct memory *memory, memory_part *none)
{
	(void)none;
	int error = ask(memory);
	for (size_t done = 0; !error && done < memory->bytes;) {
		ssize_t n = receive(memory, done, memory->bytes);
		if (n < 0)
			return done ? (ssize_t)done : n;
		done += (size_t)n;
	}
	return error ? error : (ssize_t)memory->bytes;
}

/* Reads up to the NUL: the owner knows the length of its text, the reader does not. */
static ssize_t read_text(struct memory *memory, memory_part *none)
{
	(void)none;
	int error = ask(memory);
	for (size_t done = 0; !error && done < TEXT_MAX;) {
		ssize_t n = receive(memory, done, TEXT_MAX);
		if (n < 0)
			return done ? (ssize_t)done : n;
		done += (size_t)n;
		if (memory->buffer[done - 1] == '\0')
			return (ssize_t)done;
	}
	return error ? error : TEXT_MAX;
}

static void read_pieces(uint64_t ops)
{
	memory_ops(ops, read_all, NULL);
}

static void read_texts(uint64_t ops)
{
	memory_ops(ops, read_text, NULL);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.open = open_both,
		.pieces = read_pieces,
		.text = read_texts,
		.call = "the pipe from the tracee",
		.owner_sends = true,
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
