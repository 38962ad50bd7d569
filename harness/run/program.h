/* Runs a user's program under one mode. */
#ifndef TRACETAX_PROGRAM_H
#define TRACETAX_PROGRAM_H

#include "modes/mode.h"

/* How the program ended, and what was counted. */
struct program_end {
	int status; /* as wait(2) returns it */
	uint64_t stops;
	uint64_t vanished; /* calls that a signal ended while their notification was pending */
	unsigned left; /* processes that it left behind, ended since */
	char left_name[16]; /* of the first, as the kernel names it */
	struct program_count unwatched, unprivileged; /* as in the page */
	char reason[288];
};

/* Runs a program under a mode, which may select the calls in `select`. Ends its tree `kill_after`
 * seconds after this process was asked to end; 0: only when it is asked a second time. Returns 0,
 * or -errno with the reason. */
int program_watch(const struct mode *mode, const int *select, unsigned selects, char *const *argv,
	double kill_after, struct program_end *end);

#endif
