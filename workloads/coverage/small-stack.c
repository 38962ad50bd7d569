/* Calls on a stack of 2 KiB: what lies below it is not the stack's, and stays as it is. */
#include <ucontext.h>

#include "small.h"

static struct small small;

static void call(void)
{
	small_call(&small);
}

int main(int argc, char **argv)
{
	static ucontext_t caller, callee;
	small_begin(&small, argc, argv);
	if (getcontext(&callee) < 0)
		unusual_cannot("getcontext");
	callee.uc_stack.ss_sp = small.stack;
	callee.uc_stack.ss_size = 2048;
	callee.uc_link = &caller;
	makecontext(&callee, call, 0);
	swapcontext(&caller, &callee);
	return small_end(&small);
}
