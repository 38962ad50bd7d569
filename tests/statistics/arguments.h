/* The command lines of the programs that simulate. */
#ifndef TRACETAX_ARGUMENTS_H
#define TRACETAX_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

struct arguments {
	size_t repetitions;
	unsigned long seed;
	bool first; /* independent errors only */
};

/* Reads `--NAME N`, `--seed N` and `--first`. A wrong word ends the program with status 2. */
void arguments_take(int argc, char **argv, const char *name, const char *what, const char *doc,
	struct arguments *arguments);

#endif
