#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "workload.h"

static void run(uint64_t ops)
{
	struct timespec now;
	while (ops--)
		if (syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now) < 0)
			abort();
}

const struct workload workload = {
	.name = "clock-syscall",
	.summary = "clock_gettime as a call: what clock-vdso does without one",
	.calls_per_op = 1,
	.calls = { SYS_clock_gettime },
	.selects_per_op = 1,
	.select = { SYS_clock_gettime },
	.run = run,
};
