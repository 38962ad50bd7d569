/* What kind of file a program is: whether it can be started, and what can be put into it. */
#ifndef TRACETAX_EXECUTABLE_H
#define TRACETAX_EXECUTABLE_H

#include <limits.h>

#include "complaint.h"

struct executable {
	char path[PATH_MAX]; /* as execvp(3) finds it */
	/* why the dynamic loader puts nothing into it: "it is statically linked"; NULL: it does */
	const char *closed;
};

/* Finds a program and looks at it, and at the interpreter of a script. Returns 0, or -EINVAL with
 * the complaint: there is none, or the kernel would not start it. */
int executable_find(
	const char *program, struct executable *executable, struct complaint *complaint);

#endif
