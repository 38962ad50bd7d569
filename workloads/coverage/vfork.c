/* Calls of a child by vfork(2), which has its parent's memory and stack. */
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

static volatile long right;

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv), own = getpid();
	int status;
	pid_t pid = vfork();
	if (pid == 0) {
		right = bare_calls(calls, SYS_getppid, own);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
		return 1;
	return unusual_end(calls, right);
}
