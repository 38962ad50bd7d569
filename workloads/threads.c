#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

enum { THREADS_MAX = 256, THREADS = 4, START_AND_END = 4 };

static int starts[2], ends[2];
static uint64_t threads;

static void abort_unless(bool holds)
{
	if (!holds)
		abort(); /* a call left out would be a fast result */
}

/* Pipes, as each of their calls happens exactly once: a futex is called only where it must wait. */
static void *work(void *unused)
{
	(void)unused;
	for (uint64_t ops; read(starts[0], &ops, sizeof ops) == sizeof ops;) {
		while (ops--)
			syscall(SYS_getpid);
		abort_unless(write(ends[1], "", 1) == 1);
	}
	return NULL;
}

static int setup(struct page *page)
{
	threads = page->size;
	if (pipe(starts) < 0 || pipe(ends) < 0)
		return -1;
	for (uint64_t i = 0; i < threads; i++) {
		pthread_t thread;
		errno = pthread_create(&thread, NULL, work, NULL);
		if (errno)
			return -1;
	}
	return 0;
}

/* Equal shares; a thread that ends early may take a second one. */
static void run(uint64_t ops)
{
	char end;
	for (uint64_t i = 0; i < threads; i++) {
		uint64_t share = ops / threads + (i < ops % threads);
		abort_unless(write(starts[1], &share, sizeof share) == sizeof share);
	}
	for (uint64_t i = 0; i < threads; i++)
		abort_unless(read(ends[0], &end, 1) == 1);
}

const struct workload workload = {
	.name = "threads",
	.summary = "getpid by as many threads as --size says",
	.calls_per_op = 1,
	.calls = { SYS_getpid },
	.calls_per_round = START_AND_END,
	.selects_per_op = 1,
	.select = { SYS_getpid },
	.size = THREADS,
	.size_max = THREADS_MAX,
	.size_is_tasks = true,
	.setup = setup,
	.run = run,
};
