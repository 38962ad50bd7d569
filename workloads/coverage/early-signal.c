/* Calls that a signal meets, some of them before a supervisor would have received them: it is that
 * of a timer, which is set to each of some moments in turn. No signal ends these calls otherwise.
 * To set the timer and to return from the handler take a call each, so the argument is divided by
 * three. */
#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

enum { MOMENTS = 30 }; /* microseconds */

static volatile sig_atomic_t met;

static void meet(int number)
{
	(void)number;
	met++;
}

/* Makes a call about when the signal comes; tells whether it was answered. */
static int call_at(int microseconds, long due)
{
	struct itimerval timer = { .it_value = { .tv_usec = microseconds } };
	sig_atomic_t before = met;
	if (setitimer(ITIMER_REAL, &timer, NULL) < 0)
		unusual_cannot("setitimer");
	long answer = bare_call(SYS_getppid, 0, 0, 0);
	while (met == before)
		continue; /* else two signals may be one */
	return answer == due;
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = meet }; /* without SA_RESTART */
	long calls = unusual_calls(argc, argv), right = 0, due = getppid();
	sigaction(SIGALRM, &action, NULL);
	for (long i = 0; i < calls / 3; i++)
		right += call_at((int)(i % MOMENTS) + 1, due);
	return unusual_end(calls, 3 * right);
}
