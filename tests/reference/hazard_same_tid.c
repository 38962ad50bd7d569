/* hazard_same_tid N: ends with status 3, while a child that outlives it starts a process of the
 * same tid, which ends with status N, and prints "again". Without N: ends with 77, and a line that
 * says so, where no tid may be chosen. */
#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
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

static int try_own(void)
{
	if (fork_as(getpid()) < 0 && errno == EEXIST)
		return 0;
	fputs("no tid may be chosen here\n", stderr);
	return 77;
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return try_own();
	pid_t first = getpid();
	if (fork() > 0)
		return 3;
	pid_t again;
	while ((again = fork_as(first)) < 0 && errno == EEXIST)
		usleep(1000);
	if (again == 0)
		_exit(atoi(argv[1]));
	if (waitpid(again, NULL, 0) == first)
		puts("again");
	return 0;
}
