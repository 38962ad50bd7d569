#include <errno.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

enum { THREADS = 4, THREADS_MAX = 256 };

static struct park park;
static uint64_t shares[THREADS_MAX];

static void *work(void *share)
{
	for (uint32_t round = 0;;) {
		round = park_wait(&park, round);
		for (uint64_t n = *(uint64_t *)share; n; n--)
			syscall(SYS_getpid);
		park_end(&park, round);
	}
	return NULL;
}

static int setup(struct page *page)
{
	park_new(&park, (uint32_t)page->size);
	for (uint32_t i = 0; i < park.tasks; i++) {
		pthread_t thread;
		errno = pthread_create(&thread, NULL, work, &shares[i]);
		if (errno)
			return -1;
	}
	return 0;
}

static void run(uint64_t ops)
{
	for (uint32_t i = 0; i < park.tasks; i++)
		shares[i] = ops / park.tasks + (i < ops % park.tasks);
	park_round(&park);
}

const struct workload workload = {
	.name = "threads",
	.summary = "getpid by as many threads as --size says, each its share",
	.calls_per_op = 1,
	.calls = { SYS_getpid },
	.calls_per_round = 3,
	.calls_per_task = 1,
	.selects_per_op = 1,
	.select = { SYS_getpid },
	.size = THREADS,
	.size_max = THREADS_MAX,
	.size_unit = SIZE_TASKS,
	.many_tasks = true,
	.setup = setup,
	.run = run,
};
