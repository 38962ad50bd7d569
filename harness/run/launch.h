/* How a tracee is started and watched: one way, for the driver and for a program of the user's. */
#ifndef TRACETAX_LAUNCH_H
#define TRACETAX_LAUNCH_H

#include <signal.h>

#include "modes/mode.h"

/* A program, and what watches it. */
struct launch {
	const struct mode *mode;
	struct run run; /* its tracee is filled in */
	int page_fd;
	sigset_t mask; /* of the signals that the program begins with */
	/* In the tracee, at the gate: readies what the program gets. 0, or page_fail's answer. */
	int (*ready)(struct launch *launch);
	void *context; /* its own */
	const char *program; /* a path, or a name to be found in PATH */
	char *const *argv;
	const char *remedy; /* where there is no such program; may be NULL */
};

/* Starts the program and watches it as the mode does, until its tree is reaped; the calling process
 * is its tracer. `launch` is a struct launch. 0, or page_fail's answer. */
int launch_watched(void *launch);

#endif
