/* sysemu COUNT: prints the nanoseconds of one stop of PTRACE_SYSEMU, of a loop that does no more
 * than it must: the yardstick of ptrace-sysemu. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WARM_UP = 2000 };

static double now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void stop(pid_t tracee, long count)
{
	for (int status; count > 0; count--)
		if (ptrace(PTRACE_SYSEMU, tracee, 0, 0) < 0 || waitpid(-1, &status, __WALL) < 0)
			exit(1);
}

int main(int argc, char **argv)
{
	long count = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
	if (count <= 0) {
		fputs("usage: sysemu COUNT\n", stderr);
		return 2;
	}
	pid_t tracee = fork();
	if (tracee == 0) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		for (;;)
			syscall(SYS_getpid);
	}
	int status;
	if (tracee < 0 || waitpid(tracee, &status, 0) < 0 ||
		ptrace(PTRACE_SETOPTIONS, tracee, 0, PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD) < 0)
		return 1;
	stop(tracee, WARM_UP);
	double start = now_ns();
	stop(tracee, count);
	printf("%.3f\n", (now_ns() - start) / (double)count);
	kill(tracee, SIGKILL);
	return 0;
}
