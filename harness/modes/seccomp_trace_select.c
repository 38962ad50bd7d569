#include "loops/ptrace_loop.h"
#include "loops/seccomp_filter.h"

static int arm(const struct run *run)
{
	return seccomp_trace_calls(run->page, run->select, run->selects);
}

const struct mode mode = {
	.name = "seccomp-trace-select",
	.summary = "a RET_TRACE filter for the selected calls only: their entry stop",
	.since = "3.5",
	.changes = "yes",
	.reads = "yes",
	.superset_of = "seccomp-trace-miss",
	.stops_per_call = 1,
	.events = true,
	.selective = true,
	.arm = arm,
	.supervise = trace_seccomp_stops,
};
