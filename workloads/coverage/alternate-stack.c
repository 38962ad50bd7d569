/* Calls of a handler on an alternate signal stack that has room for it and for little else. */
#include <signal.h>
#include <sys/auxv.h>

#include "small.h"

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

enum { OWN = 1024 };

static struct small small;

static void call(int number)
{
	(void)number;
	small_call(&small);
}

int main(int argc, char **argv)
{
	size_t frame = getauxval(AT_MINSIGSTKSZ);
	stack_t stack = { .ss_sp = small.stack,
		.ss_size = (frame ? frame : (size_t)MINSIGSTKSZ) + OWN };
	struct sigaction action = { .sa_handler = call, .sa_flags = SA_ONSTACK };
	small_begin(&small, argc, argv);
	if (stack.ss_size > sizeof small.stack || sigaltstack(&stack, NULL) < 0)
		unusual_cannot("sigaltstack");
	sigaction(SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	return small_end(&small);
}
