#include <sys/syscall.h>

#include "loops/tree_loop.h"
#include "workload.h"

enum { LEVELS = 4 };

static int setup(struct page *page)
{
	return tree_setup(page, LEVELS);
}

/* The calls for each process of a chain. */
#define EACH_PROCESS SYS_clone, SYS_getpid, SYS_exit_group, SYS_wait4

const struct workload workload = {
	.name = "tree",
	.summary = "--size chains of 4 processes each, built and reaped",
	.calls_per_op = LEVELS * 4,
	.ends_per_op = LEVELS,
	.events_per_op = { [NEW_TASKS] = LEVELS },
	.demands = COVER_FORK,
	.calls = { EACH_PROCESS, EACH_PROCESS, EACH_PROCESS, EACH_PROCESS },
	.selects_per_op = LEVELS,
	.select = { SYS_clone, SYS_clone, SYS_clone, SYS_clone },
	.size = 20,
	.size_max = TREE_PROCESSES_MAX / LEVELS,
	.size_unit = SIZE_TASKS,
	.every_task = true,
	.many_tasks = true,
	.setup = setup,
	.run = tree_run,
};
