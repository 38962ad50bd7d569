#include "loops/ptrace_loop.h"
#include "loops/seccomp_filter.h"

static int arm(const struct run *run)
{
	return seccomp_trace_all(run->page);
}

const struct mode mode = {
	.name = "seccomp-trace-exit",
	.summary = "a RET_TRACE filter for every call, then the exit stop as well",
	.since = "4.8",
	.changes = "yes",
	.reads = "yes",
	.superset_of = "seccomp-trace",
	.stops_per_call = 2,
	.events = true,
	.arm = arm,
	.supervise = trace_seccomp_and_exit_stops,
};
