#include <sys/syscall.h>
#include <unistd.h>

#include "loops/program.h"
#include "workload.h"

#ifdef SYS_vfork
enum { VFORK = SYS_vfork };
#else
enum { VFORK = SYS_clone };
#endif

/* Does what posix_spawn(3) does, without its calls on signals: see exec.c. */
static pid_t start(void)
{
	char *argv[] = { program_path, NULL }, *environment[] = { NULL };
	pid_t child = vfork();
	if (child == 0) {
		syscall(SYS_execve, program_path, argv, environment);
		_exit(127);
	}
	return child;
}

static int setup(struct page *page)
{
	return program_setup(page, "ends-at-once", start);
}

static void run(uint64_t ops)
{
	program_run(ops, start);
}

const struct workload workload = {
	.name = "execve",
	.summary = "the program of exec, started by vfork and execve alone",
	.calls_per_op = 4,
	.calls = { VFORK, SYS_execve, SYS_exit_group, SYS_wait4 },
	.ends_per_op = 1,
	.events_per_op = { [SIGNAL_STOPS] = 1, [NEW_TASKS] = 1, [EXECS] = 1 },
	.many_tasks = true,
	.demands = COVER_FORK | COVER_EXEC | COVER_STATIC | COVER_CLONE,
	.selects_per_op = 1,
	.select = { SYS_execve },
	.setup = setup,
	.run = run,
};
