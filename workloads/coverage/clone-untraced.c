/* Calls of a process by clone(CLONE_UNTRACED), which no tracer is to follow. */
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

static long calls, right;

static int child(void *parent)
{
	right = bare_calls(calls, SYS_getppid, *(pid_t *)parent);
	return 0;
}

int main(int argc, char **argv)
{
	static char stack[65536] __attribute__((aligned(16)));
	int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_UNTRACED | SIGCHLD, status;
	pid_t own = getpid();
	calls = unusual_calls(argc, argv);
	pid_t pid = clone(child, stack + sizeof stack, flags, &own);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
		return 1;
	return unusual_end(calls, right);
}
