#include "loops/seccomp_filter.h"

static int arm(const struct run *run)
{
	return seccomp_allow_by_argument(run->page, (unsigned)run->n);
}

const struct mode mode = {
	.name = "seccomp-stack-N",
	.summary = "N filters that look at an argument, each of them run at each call",
	.since = "3.5",
	.changes = "no",
	.reads = "no",
	.superset_of = "seccomp-allow-args",
	.n_min = 1,
	.n_max = 32,
	.n_whole = true,
	.arm = arm,
};
