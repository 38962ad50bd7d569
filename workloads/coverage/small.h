/* A small stack, and what lies below it, which is not the stack's and must stay as it is. */
#ifndef TRACETAX_SMALL_H
#define TRACETAX_SMALL_H

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

enum { SMALL_BELOW = 16384, SMALL_MAX = 65536, SMALL_PATTERN = 0xa5 };

struct small {
	unsigned char below[SMALL_BELOW] __attribute__((aligned(64)));
	unsigned char stack[SMALL_MAX];
	long calls, right, due;
};

static inline void small_begin(struct small *small, int argc, char **argv)
{
	small->calls = unusual_calls(argc, argv);
	small->due = getpid();
	memset(small->below, SMALL_PATTERN, sizeof small->below);
}

/* Makes the calls. */
static inline void small_call(struct small *small)
{
	small->right = bare_calls(small->calls, SYS_getpid, small->due);
}

/* Tells how the calls were answered; returns the program's status, also of what was written below.
 */
static inline int small_end(const struct small *small)
{
	size_t i = 0;
	while (i < sizeof small->below && small->below[i] == SMALL_PATTERN)
		i++;
	return unusual_end(small->calls, small->right) || i < sizeof small->below;
}

#endif
