/* A tracee's memory word by word, by ptrace(2). */
#ifndef TRACETAX_WORDS_H
#define TRACETAX_WORDS_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/types.h>

enum { WORD = sizeof(long) };

/* The word at an address that need not be aligned. 0 or -errno: -EIO where nothing is mapped. Here,
 * as a call of a function would be seen in what one word takes. */
static inline int word_peek(pid_t owner, uintptr_t address, long *word)
{
	errno = 0; /* the word itself may be -1 */
	*word = ptrace(PTRACE_PEEKDATA, owner, address, 0);
	return *word == -1 && errno ? -errno : 0;
}

static inline int word_poke(pid_t owner, uintptr_t address, long word)
{
	return ptrace(PTRACE_POKEDATA, owner, address, word) < 0 ? -errno : 0;
}

/* The last bytes of a piece, fewer than a word: of the aligned words that hold them, none of which
 * reaches into another page. 0 or -errno. */
int word_peek_part(pid_t owner, uintptr_t address, void *bytes, size_t n);
int word_poke_part(pid_t owner, uintptr_t address, const void *bytes, size_t n);

#endif
