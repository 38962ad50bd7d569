/* Programs that make their calls after an exec of themselves. */
#ifndef TRACETAX_AGAIN_H
#define TRACETAX_AGAIN_H

#include <sys/syscall.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

/* Tells whether this is the program after its exec. */
static inline int again(int argc)
{
	return argc > 2;
}

/* Makes the calls; returns the program's status. */
static inline int again_end(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv);
	return unusual_end(calls, bare_calls(calls, SYS_getpid, getpid()));
}

/* Fills the arguments of the exec. */
#define AGAIN(argv) ((char *[]){ (argv)[0], (argv)[1], (char *)"again", NULL })

#endif
