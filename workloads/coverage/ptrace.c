/* Calls of a child that the program traces itself. */
#include <signal.h>
#include <sys/ptrace.h>

#include "child.h"

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv), own = getpid();
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0) < 0)
			_exit(CANNOT);
		raise(SIGSTOP);
		child_end(calls, SYS_getppid, own);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		unusual_cannot("a child that is traced");
	ptrace(PTRACE_CONT, pid, 0, 0);
	return child_await(pid, calls);
}
