/* Calls that a filter of the program's own hands to its handler of SIGSYS. Half of the calls are
 * the handler's return, so the argument is divided by two. */
#include <signal.h>
#include <ucontext.h>

#include "bare_call.h"
#include "filter.h"

#ifndef __x86_64__
#error "it knows the registers of x86-64"
#endif

enum { ANSWER = 4242 };

static void answer(int number, siginfo_t *info, void *context)
{
	ucontext_t *interrupted = context;
	(void)number;
	if (info->si_code == 1 && info->si_syscall == SYS_getppid) /* SYS_SECCOMP */
		interrupted->uc_mcontext.gregs[REG_RAX] = ANSWER;
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_sigaction = answer, .sa_flags = SA_SIGINFO };
	long calls = unusual_calls(argc, argv);
	sigaction(SIGSYS, &action, NULL);
	if (filter_install(SECCOMP_RET_TRAP, 0) < 0)
		unusual_cannot("a filter");
	return unusual_end(calls, 2 * bare_calls(calls / 2, SYS_getppid, ANSWER));
}
