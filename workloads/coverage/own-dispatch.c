/* Calls that a syscall user dispatch of the program's own hands to its handler of SIGSYS. Half of
 * the calls are the handler's return, so the argument is divided by two. */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>

#include "bare_call.h"
#include "unusual.h"

#ifndef __x86_64__
#error "it knows the registers of x86-64"
#endif

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#endif

enum { ON = 1, ALLOW = 0, BLOCK = 1, ANSWER = 4242 };

static volatile char selector = ALLOW;

static void answer(int number, siginfo_t *info, void *context)
{
	ucontext_t *interrupted = context;
	(void)number;
	selector = ALLOW;
	if (info->si_code == 2 && info->si_syscall == SYS_getppid) /* SYS_USER_DISPATCH */
		interrupted->uc_mcontext.gregs[REG_RAX] = ANSWER;
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_sigaction = answer, .sa_flags = SA_SIGINFO };
	long calls = unusual_calls(argc, argv), right = 0;
	sigaction(SIGSYS, &action, NULL);
	if (prctl(PR_SET_SYSCALL_USER_DISPATCH, ON, 0, 0, &selector) < 0)
		unusual_cannot("syscall user dispatch");
	for (long i = 0; i < calls / 2; i++) {
		selector = BLOCK;
		right += bare_call(SYS_getppid, 0, 0, 0) == ANSWER;
	}
	return unusual_end(calls, 2 * right);
}
