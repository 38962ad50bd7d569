#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>

#include "loops/program.h"
#include "workload.h"

static pid_t start(void)
{
	char *argv[] = { program_path, NULL }, *environment[] = { NULL };
	pid_t child;
	errno = posix_spawn(&child, program_path, NULL, NULL, argv, environment);
	return errno ? -1 : child;
}

/* Resets all signals: libc makes a call fewer in the child for each one that is ignored, as
 * nohup(1) leaves SIGHUP. */
static int setup(struct page *page)
{
	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
	return program_setup(page, "ends-at-once", start);
}

static void run(uint64_t ops)
{
	program_run(ops, start);
}

/* Most of libc's calls are the child's, which asks for and resets the action of each signal. */
const struct workload workload = {
	.name = "exec",
	.summary =
		"a static program that ends at once, started by posix_spawn: libc's calls come with it",
	.calls_of_libc = true,
	.ends_per_op = 1,
	.events_per_op = { [SIGNAL_STOPS] = 1, [NEW_TASKS] = 1, [EXECS] = 1 },
	.many_tasks = true,
	.demands = COVER_FORK | COVER_EXEC | COVER_STATIC | COVER_CLONE,
	.selects_per_op = 1,
	.select = { SYS_execve },
	.setup = setup,
	.run = run,
};
