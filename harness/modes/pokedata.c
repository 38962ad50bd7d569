#include <string.h>

#include "loops/memory_loop.h"
#include "loops/ptrace_word.h"

INLINED ssize_t write_words(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	size_t done = 0;
	int error = 0;
	for (; done + WORD <= n; done += WORD) {
		long word;
		memcpy(&word, (char *)buffer + done, sizeof word);
		error = ptrace_word_poke(memory->owner, address + done, word);
		if (error)
			break;
	}
	if (!error && done < n) {
		error = ptrace_word_poke_part(
			memory->owner, address + done, (char *)buffer + done, n - done);
		done = error ? done : n;
	}
	return done ? (ssize_t)done : error;
}

static void write_pieces(uint64_t ops)
{
	memory_ops(ops, memory_each, write_words);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.pieces = write_pieces,
		.call = "PTRACE_POKEDATA",
		.by_words = true,
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "pokedata",
	.summary = "PTRACE_POKEDATA, a call for every word",
	.since = "any",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_WRITE,
	.supervise = supervise,
};
