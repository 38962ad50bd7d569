/* Calls of a child whose status says whether all were right. */
#ifndef TRACETAX_CHILD_H
#define TRACETAX_CHILD_H

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

/* Makes the calls and ends the child. */
static inline _Noreturn void child_end(long calls, long number, long due)
{
	_exit(bare_calls(calls, number, due) != calls);
}

/* Waits for the child; returns the program's status. */
static inline int child_await(pid_t pid, long calls)
{
	int status;
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		unusual_cannot("a child");
	return unusual_end(calls, status == 0 ? calls : 0);
}

#endif
