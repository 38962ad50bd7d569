#include <string.h>

#include "loops/memory_loop.h"

/* Keeps the compiler from dropping a copy that nobody looks at. */
static void copied(void *to)
{
	__asm__ volatile("" : : "r"(to) : "memory");
}

static ssize_t read_part(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	(void)memory;
	memcpy(buffer, (const void *)address, n);
	copied(buffer);
	return (ssize_t)n;
}

static ssize_t write_part(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	(void)memory;
	memcpy((void *)address, buffer, n);
	copied((void *)address);
	return (ssize_t)n;
}

static ssize_t read_text(struct memory *memory, memory_part *none)
{
	(void)none;
	unsigned char *end = memccpy(memory->buffer, memory->pieces->iov_base, '\0', memory->bytes);
	copied(memory->buffer);
	return end ? end - memory->buffer : (ssize_t)memory->bytes + 1;
}

static void read_pieces(uint64_t ops)
{
	memory_ops(ops, memory_each, read_part);
}

static void read_texts(uint64_t ops)
{
	memory_ops(ops, read_text, NULL);
}

static void write_pieces(uint64_t ops)
{
	memory_ops(ops, memory_each, write_part);
}

static int supervise(struct run *run)
{
	static const struct memory_method reads = {
		.pieces = read_pieces,
		.text = read_texts,
		.call = "memcpy",
		.local = true,
	};
	static const struct memory_method writes = {
		.pieces = write_pieces,
		.call = "memcpy",
		.local = true,
	};
	return memory_loop(run, run->memory == MEMORY_READ ? &reads : &writes);
}

const struct mode mode = {
	.name = "memcpy",
	.summary =
		"a local copy of as many bytes: the physical limit, the baseline of reading and writing memory",
	.since = "any",
	.changes = "no",
	.reads = "yes",
	.baseline = true,
	.memory = MEMORY_READ | MEMORY_WRITE,
	.supervise = supervise,
};
