/* least_tracer [-f] CMD [ARG...]: the smallest loop that traces every call of a program and of its
 * threads and children: it takes the stop that the kernel finds first, and restarts that task. So
 * it shows what wait(2) itself costs with many tasks. With -f it is fair, by the simplest means: it
 * takes all that wait before it restarts one. */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracee.h"

static int status_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Passes signals on, except those that ptrace itself sends. */
static void go_on(pid_t tid, int status)
{
	int signal = WSTOPSIG(status);
	bool passed_on = signal != (SIGTRAP | 0x80) && status >> 16 == 0 && signal != SIGSTOP;
	ptrace(PTRACE_SYSCALL, tid, 0, passed_on ? signal : 0);
}

static int trace(pid_t program, bool fair)
{
	enum { BATCH = 512 };
	struct {
		pid_t tid;
		int status;
	} stops[BATCH];
	while ((stops->tid = waitpid(-1, &stops->status, __WALL)) > 0) {
		int n = 1;
		while (fair && n < BATCH &&
			(stops[n].tid = waitpid(-1, &stops[n].status, __WALL | WNOHANG)) > 0)
			n++;
		for (int i = 0; i < n; i++)
			if (WIFSTOPPED(stops[i].status))
				go_on(stops[i].tid, stops[i].status);
			else if (stops[i].tid == program)
				return status_of(stops[i].status);
	}
	return 2;
}

int main(int argc, char **argv)
{
	bool fair = argc > 1 && strcmp(argv[1], "-f") == 0;
	if (argc < 2 + fair) {
		fprintf(stderr, "usage: least_tracer [-f] CMD [ARG...]\n");
		return 2;
	}
	pid_t program = fork();
	if (program == 0)
		become_tracee(argv + 1 + fair);

	int status;
	if (program < 0 || waitpid(program, &status, 0) < 0) {
		perror("least_tracer");
		return 2;
	}
	ptrace(PTRACE_SETOPTIONS, program, 0,
		PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_TRACECLONE |
			PTRACE_O_TRACEFORK | PTRACE_O_EXITKILL);
	ptrace(PTRACE_SYSCALL, program, 0, 0);
	return trace(program, fair);
}
