#include "loops/ptrace_loop.h"
#include "loops/seccomp_filter.h"

static int arm(const struct run *run)
{
	return seccomp_trace_all(run->page);
}

const struct mode mode = {
	.name = "seccomp-trace",
	.summary = "a RET_TRACE filter for every call: the entry stop only",
	.since = "3.5",
	.changes = "yes",
	.reads = "yes",
	.superset_of = "seccomp-trace-select",
	.stops_per_call = 1,
	.events = true,
	.arm = arm,
	.supervise = trace_seccomp_stops,
};
