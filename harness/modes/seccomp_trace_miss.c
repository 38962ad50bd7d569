#include <sys/syscall.h>

#include "loops/ptrace_loop.h"
#include "loops/seccomp_filter.h"

static int arm(const struct run *run)
{
	static const int never[] = { SYS_kexec_load }; /* a call that no workload makes */
	return seccomp_trace_calls(run->page, never, 1);
}

const struct mode mode = {
	.name = "seccomp-trace-miss",
	.summary = "a RET_TRACE filter that no call of the loop matches",
	.since = "3.5",
	.changes = "no",
	.reads = "no",
	.stops_per_call = 0,
	.events = true,
	.arm = arm,
	.supervise = trace_seccomp_stops,
};
