/* least_tracer CMD [ARG...]: the least loop that traces every call of a program and of its threads:
 * it takes whatever stop the kernel finds first, and restarts that task. What wait(2) itself costs
 * where there are many tasks. */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracee.h"

static int status_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: least_tracer CMD [ARG...]\n");
		return 2;
	}
	pid_t program = fork(), tid;
	if (program == 0)
		become_tracee(argv + 1);

	int status;
	if (program < 0 || waitpid(program, &status, 0) < 0) {
		perror("least_tracer");
		return 2;
	}
	ptrace(PTRACE_SETOPTIONS, program, 0,
		PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_TRACECLONE |
			PTRACE_O_EXITKILL);
	ptrace(PTRACE_SYSCALL, program, 0, 0);
	while ((tid = waitpid(-1, &status, __WALL)) > 0) {
		if (!WIFSTOPPED(status)) {
			if (tid == program)
				return status_of(status);
			continue;
		}
		int signal = WSTOPSIG(status);
		bool passed_on =
			signal != (SIGTRAP | 0x80) && status >> 16 == 0 && signal != SIGSTOP;
		ptrace(PTRACE_SYSCALL, tid, 0, passed_on ? signal : 0);
	}
	return 2;
}
