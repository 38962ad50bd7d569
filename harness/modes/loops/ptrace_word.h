/* A tracee's memory word by word, by ptrace(2). */
#ifndef TRACETAX_PTRACE_WORD_H
#define TRACETAX_PTRACE_WORD_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { WORD = sizeof(long) };

/* Reads the word at an address that need not be aligned. Returns 0 or -errno: -EIO if nothing is
 * mapped there. It makes the kernel's own call, which stores the word. libc's returns it, so that
 * errno would have to be cleared to tell a word of -1 from a failure (ptrace(2), "C library/kernel
 * differences"). */
static inline int ptrace_word_peek(pid_t owner, uintptr_t address, long *word)
{
	return syscall(SYS_ptrace, PTRACE_PEEKDATA, owner, address, word) < 0 ? -errno : 0;
}

static inline int ptrace_word_poke(pid_t owner, uintptr_t address, long word)
{
	return ptrace(PTRACE_POKEDATA, owner, address, word) < 0 ? -errno : 0;
}

/* Read and write the last bytes of a piece, fewer than a word, by the aligned words that hold them:
 * none of those reaches into another page. Return 0 or -errno. */
int ptrace_word_peek_part(pid_t owner, uintptr_t address, void *bytes, size_t n);
int ptrace_word_poke_part(pid_t owner, uintptr_t address, const void *bytes, size_t n);

#endif
