/* What a program may do that a watcher may not be able to follow. */
#ifndef TRACETAX_COVERAGE_H
#define TRACETAX_COVERAGE_H

enum over {
	OVER_FORK = 1,
	OVER_EXEC = 2,
	OVER_THREADS = 4,
	OVER_STATIC = 8, /* is statically linked: the dynamic loader injects nothing */
	OVER_BARE = 16, /* makes calls by other means than libc's functions, called by name */
	OVER_CLONE = 32, /* makes tasks by other means than fork(3) and pthread_create(3) */
};

#endif
