/* A program of the user's under one mode. */
#ifndef TRACETAX_PROGRAM_H
#define TRACETAX_PROGRAM_H

#include "modes/mode.h"

/* How it ended, and what was counted. */
struct program_end {
	int status; /* as wait(2) gives it */
	uint64_t stops;
	uint64_t vanished; /* calls that a signal ended while they were notified of */
	char reason[288];
};

/* Runs a program under a mode, which may ask for the calls in `select`; the calling process is its
 * tracer. 0, or -errno with the reason. */
int program_watch(const struct mode *mode, const int *select, unsigned selects, char *const *argv,
	struct program_end *end);

#endif
