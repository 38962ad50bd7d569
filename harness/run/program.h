/* Runs a user's program under one mode. */
#ifndef TRACETAX_PROGRAM_H
#define TRACETAX_PROGRAM_H

#include "modes/mode.h"

/* How the program ended, and what was counted. */
struct program_end {
	int status; /* as wait(2) returns it */
	uint64_t stops;
	uint64_t vanished; /* calls that a signal ended while their notification was pending */
	char reason[288];
};

/* Runs a program under a mode, which may select the calls in `select`; the calling process is the
 * tracer. Returns 0, or -errno with the reason. */
int program_watch(const struct mode *mode, const int *select, unsigned selects, char *const *argv,
	struct program_end *end);

#endif
