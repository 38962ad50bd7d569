/* A tracee's memory word by word, by ptrace(2). */
#ifndef TRACETAX_WORDS_H
#define TRACETAX_WORDS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { WORD = sizeof(long) };

/* The word at an address that need not be aligned. 0 or -errno: -EIO where nothing is mapped. */
int word_peek(pid_t owner, uintptr_t address, long *word);
/* The last bytes of a piece, fewer than a word: of the aligned words that hold them, none of which
 * reaches into another page. 0 or -errno. */
int word_peek_part(pid_t owner, uintptr_t address, void *bytes, size_t n);
int word_poke(pid_t owner, uintptr_t address, long word);
int word_poke_part(pid_t owner, uintptr_t address, const void *bytes, size_t n);

#endif
