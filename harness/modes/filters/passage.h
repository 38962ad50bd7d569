/* What a filter does with a call, found out without making it. */
#ifndef TRACETAX_PASSAGE_H
#define TRACETAX_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "filter.h"

/* The way of one call through a program. Where arguments are unknown it is every possible way. */
struct passage {
	uint32_t strictest, mildest; /* of the answers, SECCOMP_RET_*; they differ if arguments
					decide */
	unsigned least, most; /* instructions that are executed, the return among them */
	bool constant; /* the kernel knows the answer beforehand, from a bitmap, since 5.11 */
};

/* Follows one call, whose arguments are known or not; the number and architecture always are. Gives
 * up after a million instructions, with every answer possible. */
struct passage passage_of(
	const struct sock_fprog *program, const struct seccomp_data *data, bool arguments_known);
/* Follows a call of this architecture, whatever its arguments. */
struct passage passage_of_call(const struct sock_fprog *program, int call);

/* Tells whether the kernel makes the call after this answer. */
bool passage_makes(uint32_t answer);
/* Tells whether the answer ends a program that does not expect it. */
bool passage_ends(uint32_t answer);
/* Writes the answers in words: "allow", "errno EPERM or allow"; returns `words`. */
const char *passage_words(const struct passage *passage, char *words, size_t size);

/* Finds a call that never gets through, and writes what happens to it: "its filter answers openat
 * with EPERM". With `answer_ignored`, an answer will do. Returns false if there is no such call. */
bool passage_refuses(const struct sock_fprog *program, const int *calls, unsigned n,
	bool answer_ignored, char *words, size_t size);

#endif
