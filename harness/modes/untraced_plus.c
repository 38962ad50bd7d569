#include "mode.h"

/* Has the driver delay its own loop; the workload does not notice. */
static int arm(const struct run *run)
{
	run->page->live.delayed = true;
	run->page->live.delay_percent = run->n;
	return 0;
}

const struct mode mode = {
	.name = "untraced+N%",
	.summary = "nothing watches, the loop takes N % longer: a proof of the statistics",
	.since = "any",
	.changes = "no",
	.reads = "no",
	.n_max = 100,
	.reference_only = true,
	.arm = arm,
};
