#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static void run(uint64_t ops)
{
	while (ops--)
		syscall(SYS_getpid);
}

const struct workload workload = {
	.name = "getpid",
	.summary = "the cheapest call: pure entry and exit, the post's loop",
	.calls_per_op = 1,
	.calls = { SYS_getpid },
	.selects_per_op = 1,
	.select = { SYS_getpid },
	.typical = true,
	.answer_ignored = true,
	.run = run,
};
