#include <unistd.h>

#include "workload.h"

/* No architecture has it, though MIPS begins at 4000; the kernel gives ENOSYS. */
enum { UNUSED = 599 };

static void run(uint64_t ops)
{
	while (ops--)
		syscall(UNUSED);
}

const struct workload workload = {
	.name = "invalid",
	.summary = "a number that is no call (ENOSYS): entry and exit, and nothing between",
	.calls_per_op = 1,
	.calls = { UNUSED },
	.selects_per_op = 1,
	.select = { UNUSED },
	.answer_ignored = true,
	.run = run,
};
