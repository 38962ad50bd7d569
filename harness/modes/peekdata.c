#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>

#include "loops/memory_loop.h"

static int read_words(const struct memory *memory)
{
	for (size_t at = 0; at < memory->size; at += sizeof(long)) {
		errno = 0;
		long word = ptrace(PTRACE_PEEKDATA, memory->owner, memory->address + at, 0);
		if (word == -1 && errno)
			return -errno;
		memcpy(memory->buffer + at, &word, sizeof word);
	}
	return 0;
}

static int supervise(struct run *run)
{
	static const struct memory_method method = { NULL, read_words, "PTRACE_PEEKDATA" };
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "peekdata",
	.summary = "PTRACE_PEEKDATA, a call for every word",
	.since = "any",
	.changes = "no",
	.reads = "yes",
	.reads_memory = true,
	.supervise = supervise,
};
