/* Calls of a child by vfork(2), which has its parent's memory and stack. */
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

static volatile long right;

/* Has a frame of its own, so that nothing of the parent's is in a register that it changes. */
static __attribute__((noinline)) void call_as_child(long calls, long parent)
{
	right = bare_calls(calls, SYS_getppid, parent);
}

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv), own = getpid();
	int status;
	pid_t pid = vfork();
	if (pid == 0) {
		call_as_child(calls, own);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
		return 1;
	return unusual_end(calls, right);
}
