#include <sys/syscall.h>

#include "loops/tree_loop.h"
#include "workload.h"

static int setup(struct page *page)
{
	return tree_setup(page, 1);
}

const struct workload workload = {
	.name = "fan",
	.summary = "--size children of one process, all started, then all reaped",
	.calls_per_op = 4,
	.ends_per_op = 1,
	.events_per_op = { [NEW_TASKS] = 1 },
	.demands = COVER_FORK,
	.calls = { SYS_clone, SYS_getpid, SYS_exit_group, SYS_wait4 },
	.selects_per_op = 1,
	.select = { SYS_clone },
	.size = 100,
	.size_max = TREE_PROCESSES_MAX,
	.size_unit = SIZE_TASKS,
	.every_task = true,
	.many_tasks = true,
	.setup = setup,
	.run = tree_run,
};
