#include "ptrace_word.h"

#include <string.h>

/* Returns how many of n bytes lie in the aligned word that holds the first. */
static size_t within(uintptr_t address, size_t n)
{
	size_t room = WORD - address % WORD;
	return n < room ? n : room;
}

int ptrace_word_peek_part(pid_t owner, uintptr_t address, void *bytes, size_t n)
{
	for (size_t done = 0; done < n;) {
		uintptr_t at = address + done;
		size_t part = within(at, n - done);
		long word;
		int error = ptrace_word_peek(owner, at - at % WORD, &word);
		if (error)
			return error;
		memcpy((char *)bytes + done, (char *)&word + at % WORD, part);
		done += part;
	}
	return 0;
}

int ptrace_word_poke_part(pid_t owner, uintptr_t address, const void *bytes, size_t n)
{
	for (size_t done = 0; done < n;) {
		uintptr_t at = address + done;
		size_t part = within(at, n - done);
		long word;
		int error = ptrace_word_peek(owner, at - at % WORD, &word);
		memcpy((char *)&word + at % WORD, (const char *)bytes + done, part);
		error = error ? error : ptrace_word_poke(owner, at - at % WORD, word);
		if (error)
			return error;
		done += part;
	}
	return 0;
}
