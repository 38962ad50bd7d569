/* Calls of the first process of a pid namespace, where its number is 1. */
#include <sched.h>

#include "child.h"

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv);
	if (unshare(CLONE_NEWPID) < 0 && unshare(CLONE_NEWUSER | CLONE_NEWPID) < 0)
		unusual_cannot("a pid namespace");
	pid_t pid = fork();
	if (pid == 0)
		child_end(calls, SYS_getpid, 1);
	return child_await(pid, calls);
}
