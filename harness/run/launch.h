/* Starts and watches a tracee: the same way for the driver and for a user's program. */
#ifndef TRACETAX_LAUNCH_H
#define TRACETAX_LAUNCH_H

#include <signal.h>

#include "modes/mode.h"

enum { PAGE_FD_MIN = 500 }; /* above the descriptors that scripts choose */

/* A program, and what watches it. */
struct launch {
	const struct mode *mode;
	struct run run; /* its tracee gets filled in */
	int page_fd;
	sigset_t mask; /* signal mask that the program starts with */
	/* Prepares the program's surroundings: called in the tracee, at the gate. Returns 0, or
	 * page_fail's answer. */
	int (*ready)(struct launch *launch);
	void *context; /* for `ready` */
	const char *program; /* a path, or a name to find in PATH */
	char *const *argv;
	const char *remedy; /* if there is no such program; may be NULL */
};

/* Starts the program and watches it as the mode does, until its tree is reaped; the calling process
 * is the tracer. `launch` is a struct launch. Returns 0, or page_fail's answer. */
int launch_watched(void *launch);

#endif
