/* A program of the user's under one mode. */
#ifndef TRACETAX_PROGRAM_H
#define TRACETAX_PROGRAM_H

#include <stdint.h>

#include "modes/mode.h"

/* Runs a program of the user's under one mode, the calling process being the tracer; its stops are
 * counted in *stops, and in *vanished the calls that a signal ended while they were notified of.
 * Returns its wait status, or -errno with the reason in `reason`. */
int run_program(const struct mode *mode, const int *select, unsigned selects, char **argv,
	uint64_t *stops, uint64_t *vanished, char *reason, size_t size);

#endif
