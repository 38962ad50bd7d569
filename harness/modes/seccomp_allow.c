#include "loops/seccomp_filter.h"

static int arm(const struct run *run)
{
	return seccomp_allow_by_number(run->page);
}

const struct mode mode = {
	.name = "seccomp-allow",
	.summary = "a filter that looks at the number alone: its answers are a bitmap since 5.11",
	.since = "3.5",
	.changes = "no",
	.reads = "no",
	.arm = arm,
};
