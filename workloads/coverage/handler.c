/* Calls of a signal handler. */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

static long calls, right, due;

static void call(int number)
{
	(void)number;
	right = bare_calls(calls, SYS_getpid, due);
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = call };
	calls = unusual_calls(argc, argv);
	due = getpid();
	sigfillset(&action.sa_mask); /* and even then */
	sigaction(SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	return unusual_end(calls, right);
}
