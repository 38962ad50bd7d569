#include "loops/ptrace_loop.h"

const struct mode mode = {
	.name = "ptrace-batch",
	.summary = "ptrace-syscall that takes all that wait, and restarts them in that order",
	.since = "3.4",
	.changes = "yes",
	.reads = "yes",
	.stops_per_call = 2,
	.events = true,
	.reference_only = true,
	.supervise = trace_syscall_stops_batch,
};
