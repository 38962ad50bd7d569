#include <string.h>

#include "loops/memory_loop.h"
#include "loops/ptrace_word.h"

INLINED ssize_t read_words(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	size_t done = 0;
	int error = 0;
	for (; done + WORD <= n; done += WORD) {
		long word;
		error = ptrace_word_peek(memory->owner, address + done, &word);
		if (error)
			break;
		memcpy((char *)buffer + done, &word, sizeof word);
	}
	if (!error && done < n) {
		error = ptrace_word_peek_part(
			memory->owner, address + done, (char *)buffer + done, n - done);
		done = error ? done : n;
	}
	return done ? (ssize_t)done : error;
}

/* Reads by aligned words, none of which reaches into a page that may not be there. */
static ssize_t read_text(struct memory *memory, memory_part *none)
{
	(void)none;
	uintptr_t from = (uintptr_t)memory->pieces->iov_base;
	for (size_t done = 0; done < memory->bytes;) {
		size_t in_word = (from + done) % WORD, n = WORD - in_word;
		long word;
		int error = ptrace_word_peek(memory->owner, from + done - in_word, &word);
		if (error)
			return done ? (ssize_t)done : error;
		memcpy(memory->buffer + done, (char *)&word + in_word, n);
		const unsigned char *nul = memchr(memory->buffer + done, '\0', n);
		if (nul)
			return nul - memory->buffer + 1;
		done += n;
	}
	return (ssize_t)memory->bytes + 1;
}

static void read_pieces(uint64_t ops)
{
	memory_ops(ops, memory_each, read_words);
}

static void read_texts(uint64_t ops)
{
	memory_ops(ops, read_text, NULL);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.pieces = read_pieces,
		.text = read_texts,
		.call = "PTRACE_PEEKDATA",
		.by_words = true,
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "peekdata",
	.summary = "PTRACE_PEEKDATA, a call for every word",
	.since = "any",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_READ,
	.supervise = supervise,
};
