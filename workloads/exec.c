#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

#ifdef SYS_vfork
enum { VFORK = SYS_vfork };
#else
enum { VFORK = SYS_clone };
#endif

static char path[PATH_MAX];

/* What posix_spawn(3) does, without the calls on signals that it makes around this: their number
 * is another in each version of libc. The status of the program. */
static int spawn(void)
{
	char *argv[] = { path, NULL }, *environment[] = { NULL };
	int status = -1;
	pid_t child = vfork();
	if (child == 0) {
		syscall(SYS_execve, path, argv, environment);
		_exit(127);
	}
	if (child < 0 || syscall(SYS_wait4, child, &status, 0, NULL) != child)
		abort();
	return status;
}

/* The program lies beside this one. Where it is known not to end as it should, nobody measures. */
static int setup(struct page *page)
{
	static const char name[] = "ends-at-once";
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - sizeof name);
	if (length < 0)
		return -1;
	path[length] = '\0';
	strcpy(strrchr(path, '/') + 1, name);
	if (access(path, X_OK) < 0)
		return page_fail(page, errno, name, "build all of tracetax: make");
	if (spawn())
		return page_fail(page, ENOSYS, name, "it is written for x86-64 and aarch64");
	return 0;
}

static void run(uint64_t ops)
{
	while (ops--)
		if (spawn())
			abort();
}

const struct workload workload = {
	.name = "exec",
	.summary =
		"a static program, made by vfork and execve, that ends at once and is waited for",
	.calls_per_op = 4,
	.calls = { VFORK, SYS_execve, SYS_exit_group, SYS_wait4 },
	.ends_per_op = 1,
	.events_per_op = { [SIGNAL_STOPS] = 1, [NEW_TASKS] = 1, [EXECS] = 1 },
	.over = OVER_FORK | OVER_EXEC | OVER_STATIC | OVER_CLONE,
	.selects_per_op = 1,
	.select = { SYS_execve },
	.setup = setup,
	.run = run,
};
