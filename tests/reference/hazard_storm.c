/* hazard_storm N: N calls, by an instruction of their own, while a timer interrupts them as often
 * as it can. Prints how many signals were handled; each of them ends with a call as well. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

enum { EVERY_US = 50 };

static volatile sig_atomic_t handled;

static void handle(int signal)
{
	(void)signal;
	handled++;
}

int main(int argc, char **argv)
{
	const struct itimerval often = { { 0, EVERY_US }, { 0, EVERY_US } }, never = { 0 };
	struct sigaction action = { .sa_handler = handle, .sa_flags = SA_RESTART };
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	for (long n = argc > 1 ? atol(argv[1]) : 0; n > 0; n--)
		syscall(SYS_getpid);
	setitimer(ITIMER_REAL, &never, NULL);
	printf("%d\n", handled);
	return 0;
}
