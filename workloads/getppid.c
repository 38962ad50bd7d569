#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static void run(uint64_t ops)
{
	while (ops--)
		syscall(SYS_getppid);
}

const struct workload workload = {
	.name = "getppid",
	.summary = "the call that `perf bench syscall basic` makes",
	.calls_per_op = 1,
	.calls = { SYS_getppid },
	.selects_per_op = 1,
	.select = { SYS_getppid },
	.answer_ignored = true,
	.run = run,
};
