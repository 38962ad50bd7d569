#include "loops/seccomp_filter.h"

static int arm(const struct run *run)
{
	return seccomp_refuse_calls(run->page, run->calls, run->n_calls);
}

const struct mode mode = {
	.name = "seccomp-errno",
	.summary = "a RET_ERRNO filter for the calls of the loop: the kernel skips them",
	.since = "3.5",
	.changes = "answer it",
	.reads = "no",
	.answers = true,
	.arm = arm,
};
