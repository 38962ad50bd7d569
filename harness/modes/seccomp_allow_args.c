#include "loops/seccomp_filter.h"

static int arm(const struct run *run)
{
	return seccomp_allow_by_argument(run->page, 1);
}

const struct mode mode = {
	.name = "seccomp-allow-args",
	.summary = "a filter that looks at an argument, and so is run at each call",
	.since = "3.5",
	.changes = "no",
	.reads = "no",
	.superset_of = "seccomp-allow",
	.arm = arm,
};
