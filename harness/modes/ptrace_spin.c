#include "loops/ptrace_loop.h"

const struct mode mode = {
	.name = "ptrace-spin",
	.summary = "ptrace-syscall by a tracer that looks for stops without sleeping",
	.since = "3.4",
	.changes = "yes",
	.reads = "yes",
	.stops_per_call = 2,
	.events = true,
	.supervise = trace_syscall_stops_spinning,
};
