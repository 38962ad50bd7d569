/* What a program may do that a watcher may not be able to follow. */
#ifndef TRACETAX_COVERAGE_H
#define TRACETAX_COVERAGE_H

#include <stddef.h>

enum coverage {
	COVER_FORK = 1,
	COVER_EXEC = 2,
	COVER_THREADS = 4,
	COVER_STATIC = 8, /* is statically linked: the dynamic loader injects nothing */
	COVER_BARE = 16, /* makes calls by other means than libc's functions, called by name */
	COVER_CLONE = 32, /* makes tasks by other means than fork(3) and pthread_create(3) */
};

/* Writes these bits in words, "fork, static programs", and returns them; "" if there are none. */
const char *coverage_words(unsigned bits, char *words, size_t size);

#endif
