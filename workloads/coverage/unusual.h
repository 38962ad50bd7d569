/* What these programs share. Each makes as many calls as its argument says in one unusual way,
 * checks what it can see of them, and ends with status 0 if all is as it should be. */
#ifndef TRACETAX_UNUSUAL_H
#define TRACETAX_UNUSUAL_H

#include <stdio.h>
#include <stdlib.h>

/* The status of a program whose unusual way is not to be had here. */
enum { CANNOT = 77 };

/* Returns how many calls to make. */
static inline long unusual_calls(int argc, char **argv)
{
	if (argc >= 2)
		return strtol(argv[1], NULL, 10);
	fprintf(stderr, "usage: %s CALLS\n", argv[0]);
	exit(2);
}

/* Ends the program: this machine, or its user, cannot do `what`. */
static inline _Noreturn void unusual_cannot(const char *what)
{
	perror(what);
	exit(CANNOT);
}

/* Tells how many calls were answered as they should be; returns the program's status. */
static inline int unusual_end(long calls, long right)
{
	int written = printf("%ld of %ld calls were answered as they should be\n", right, calls);
	return written < 0 || fflush(stdout) == EOF || right != calls;
}

#endif
