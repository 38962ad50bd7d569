/* hazard_drift N: N times three calls that would put an entry/exit toggle out of step: an execve
 * that fails, a kill of oneself, and the sigreturn of its handler. */
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static volatile sig_atomic_t handled;

static void handle(int signal)
{
	(void)signal;
	handled++;
}

int main(int argc, char **argv)
{
	int n = argc == 2 ? atoi(argv[1]) : 0, self = getpid();
	signal(SIGUSR1, handle);
	for (int i = 0; i < n; i++) {
		syscall(SYS_execve, "/nonexistent", argv, NULL);
		syscall(SYS_kill, self, SIGUSR1);
	}
	return handled != n;
}
