#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loops/getpid_pool.h"
#include "workload.h"

enum { PROCESSES = 4 };

static pid_t children[POOL_TASKS_MAX];

/* Kills and reaps the children: before Linux 6.11 the dead keep their filter until reaped. */
static void end_children(void)
{
	for (int i = 0; i < POOL_TASKS_MAX && children[i] > 0; i++)
		kill(children[i], SIGKILL);
	while (wait(NULL) > 0)
		;
}

static _Noreturn void become_task(uint32_t task, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1); /* it died before the line above */
	getpid_pool_work(task);
}

static int setup(struct page *page)
{
	pid_t self = getpid();
	if (getpid_pool_make(page) < 0 || atexit(end_children) != 0)
		return -1;
	for (uint32_t i = 0; i < page->job.size; i++) {
		children[i] = fork();
		if (children[i] == 0)
			become_task(i, self);
		if (children[i] < 0)
			return page_fail(page, errno, "fork", FEWER_TASKS_REMEDY);
	}
	return 0;
}

const struct workload workload = {
	.name = "processes",
	.summary = "getpid by as many processes as --size says",
	.calls_per_op = 1,
	.calls = { SYS_getpid },
	.calls_per_round = 3,
	.calls_per_task = 1,
	.selects_per_op = 1,
	.select = { SYS_getpid },
	.demands = COVER_FORK,
	.size = PROCESSES,
	.size_max = POOL_TASKS_MAX,
	.size_unit = SIZE_TASKS,
	.many_tasks = true,
	.setup = setup,
	.run = getpid_pool_run,
	.pool = &getpid_pool,
};
