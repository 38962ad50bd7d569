#include "loops/ptrace_loop.h"

const struct mode mode = {
	.name = "ptrace-syscall",
	.summary = "PTRACE_SYSCALL: stops at entry and exit, nothing done there",
	.since = "3.4",
	.changes = "yes",
	.reads = "yes",
	.superset_of = "seccomp-trace",
	.stops_per_call = 2,
	.events = true,
	.supervise = trace_syscall_stops,
};
