#include <errno.h>
#include <pthread.h>
#include <sys/syscall.h>

#include "loops/getpid_pool.h"
#include "workload.h"

enum { THREADS = 4 };

static void *work(void *task)
{
	getpid_pool_work((uint32_t)(uintptr_t)task);
}

static int setup(struct page *page)
{
	if (getpid_pool_make(page) < 0)
		return -1;
	for (uintptr_t i = 0; i < page->job.size; i++) {
		pthread_t thread;
		int error = pthread_create(&thread, NULL, work, (void *)i);
		if (error)
			return page_fail(page, error, "pthread_create", FEWER_TASKS_REMEDY);
	}
	return 0;
}

const struct workload workload = {
	.name = "threads",
	.summary = "getpid by as many threads as --size says",
	.calls_per_op = 1,
	.calls = { SYS_getpid },
	.calls_per_round = 3,
	.calls_per_task = 1,
	.selects_per_op = 1,
	.select = { SYS_getpid },
	.demands = COVER_THREADS,
	.size = THREADS,
	.size_max = POOL_TASKS_MAX,
	.size_unit = SIZE_TASKS,
	.many_tasks = true,
	.setup = setup,
	.run = getpid_pool_run,
	.pool = &getpid_pool,
};
