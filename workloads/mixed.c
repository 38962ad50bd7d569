#include <sys/syscall.h>
#include <unistd.h>

#include "page/speed.h"
#include "workload.h"

static uint64_t steps;

static int setup(struct page *page)
{
	steps = (page->job.size * SPEED_STEPS + page->job.chain_ns / 2) / page->job.chain_ns;
	return 0;
}

static void run(uint64_t ops)
{
	while (ops--) {
		speed_chain(steps);
		syscall(SYS_getpid);
	}
}

const struct workload workload = {
	.name = "mixed",
	.summary = "--size nanoseconds of computing, then a getpid",
	.calls_per_op = 1,
	.calls = { SYS_getpid },
	.selects_per_op = 1,
	.select = { SYS_getpid },
	.answer_ignored = true,
	.size = 1000,
	.size_max = 100000000,
	.size_unit = SIZE_NS,
	.setup = setup,
	.run = run,
};
