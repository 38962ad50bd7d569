/* The tracee of a least tracer. */
#ifndef TRACETAX_TRACEE_H
#define TRACETAX_TRACEE_H

#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <unistd.h>

/* Stops for its tracer, which waits for that, then becomes the command. */
static inline _Noreturn void become_tracee(char **command)
{
	ptrace(PTRACE_TRACEME, 0, 0, 0);
	raise(SIGSTOP);
	execvp(*command, command);
	perror(*command);
	_exit(127);
}

#endif
