/* hazard_same_tid: ends with status 3, while a child that outlives it starts a process of the same
 * tid, which ends with status 5, and prints "again". 77 where no tid may be chosen. */
#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t fork_as(pid_t tid)
{
	struct clone_args args = {
		.exit_signal = SIGCHLD,
		.set_tid = (uintptr_t)&tid,
		.set_tid_size = 1,
	};
	return (pid_t)syscall(SYS_clone3, &args, sizeof args);
}

int main(void)
{
	pid_t first = getpid();
	if (fork_as(first) >= 0 || errno != EEXIST)
		return 77;
	if (fork() > 0)
		return 3;
	pid_t again;
	while ((again = fork_as(first)) < 0 && errno == EEXIST)
		usleep(1000);
	if (again == 0)
		_exit(5);
	if (waitpid(again, NULL, 0) == first)
		puts("again");
	return 0;
}
