/* Calls of a thread by clone(2) that has no memory of its own for libc: it is its creator's. */
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

static long calls, right;
static pid_t runs = 1; /* cleared by the kernel when the thread has ended */

static int thread(void *due)
{
	right = bare_calls(calls, SYS_getpid, *(pid_t *)due);
	return 0;
}

int main(int argc, char **argv)
{
	static char stack[65536] __attribute__((aligned(16)));
	int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
		    CLONE_SYSVSEM | CLONE_CHILD_CLEARTID;
	pid_t own = getpid();
	calls = unusual_calls(argc, argv);
	if (clone(thread, stack + sizeof stack, flags, &own, NULL, NULL, &runs) < 0)
		unusual_cannot("clone");
	while (__atomic_load_n(&runs, __ATOMIC_ACQUIRE))
		continue; /* how often a call waits would not be known */
	return unusual_end(calls, right);
}
