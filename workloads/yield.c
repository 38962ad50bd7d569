#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static void run(uint64_t ops)
{
	while (ops--)
		syscall(SYS_sched_yield);
}

const struct workload workload = {
	.name = "yield",
	.summary = "sched_yield(2): into the scheduler, and out again",
	.calls_per_op = 1,
	.calls = { SYS_sched_yield },
	.selects_per_op = 1,
	.select = { SYS_sched_yield },
	.answer_ignored = true,
	.run = run,
};
