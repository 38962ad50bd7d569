/* hazard_debugger PROGRAM [ARGUMENT...]: starts it by vfork as a debugger does, which is told of
 * its exec and of its signals. Prints what it was told of. */
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static void start(char **program)
{
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
	getpid(); /* a call between the two */
	execv(program[0], program);
	_exit(127);
}

static int watch(pid_t child)
{
	int status = 0, traps = 0, others = 0;
	while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
		int signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
		traps += !signal;
		others += signal != 0;
		ptrace(PTRACE_CONT, child, NULL, (void *)(long)signal);
	}
	printf("%d traps, %d other signals, status %d\n", traps, others, status);
	return 0;
}

int main(int argc, char **argv)
{
	pid_t child = argc > 1 ? vfork() : -1;
	if (child == 0)
		start(argv + 1);
	return child < 0 ? 1 : watch(child);
}
