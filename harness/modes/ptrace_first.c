#include "loops/ptrace_loop.h"

const struct mode mode = {
	.name = "ptrace-first",
	.summary = "ptrace-syscall that always takes the stop wait(2) finds first, whoever starves",
	.since = "3.4",
	.changes = "yes",
	.reads = "yes",
	.stops_per_call = 2,
	.events = true,
	.reference_only = true,
	.supervise = trace_syscall_stops_first,
};
