/* tracer CMD [ARG...]: what a tutorial on ptrace ends with, and the least that a tracer of every
 * system call can do: one waitpid and one restart per stop. The yardstick for the real one. */
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracee.h"

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: tracer CMD [ARG...]\n");
		return 2;
	}
	pid_t tracee = fork();
	if (tracee == 0)
		become_tracee(argv + 1);

	int status, signal = 0;
	if (tracee < 0 || waitpid(tracee, &status, 0) < 0) {
		perror("tracer");
		return 2;
	}
	ptrace(PTRACE_SETOPTIONS, tracee, 0,
		PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL);
	while (ptrace(PTRACE_SYSCALL, tracee, 0, signal), waitpid(tracee, &status, 0) > 0) {
		if (!WIFSTOPPED(status))
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		signal = WSTOPSIG(status);
		if (signal == (SIGTRAP | 0x80) || status >> 16 != 0)
			signal = 0; /* a system call or the exec, not a signal to pass on */
	}
	return 2;
}
