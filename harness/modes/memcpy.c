#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "loops/memory_loop.h"

static unsigned char *bytes;

static int open_local(struct memory *memory)
{
	bytes = malloc(memory->size);
	if (bytes)
		memory_pattern(bytes, memory->size);
	return bytes ? 0 : -ENOMEM;
}

static int read_local(const struct memory *memory)
{
	memcpy(memory->buffer, bytes, memory->size);
	__asm__ volatile("" : : "r"(memory->buffer) : "memory"); /* or the copy may be dropped */
	return 0;
}

static int supervise(struct run *run)
{
	static const struct memory_method method = { open_local, read_local, "memcpy" };
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "memcpy",
	.summary =
		"a local copy of as many bytes: the physical limit, the baseline of reading memory",
	.since = "any",
	.changes = "no",
	.reads = "yes",
	.baseline = true,
	.reads_memory = true,
	.supervise = supervise,
};
