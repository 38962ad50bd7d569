/* hazard_timer N: a timer of 1 ms; ends once N alarms were handled, half of them amid short calls
 * and half in a blocking one, which each must interrupt. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t alarms;

static void handle(int signal)
{
	(void)signal;
	alarms++;
}

int main(int argc, char **argv)
{
	int n = argc == 2 ? atoi(argv[1]) : 0, fds[2];
	char byte;
	struct sigaction action = { .sa_handler = handle };
	struct itimerval every_ms = { { 0, 1000 }, { 0, 1000 } };
	if (sigaction(SIGALRM, &action, NULL) < 0 || pipe(fds) < 0 ||
		setitimer(ITIMER_REAL, &every_ms, NULL) < 0)
		return 1;
	while (alarms < n / 2)
		syscall(SYS_getppid);
	while (alarms < n)
		if (read(fds[0], &byte, 1) != -1 || errno != EINTR)
			return 1;
	return 0;
}
