#include "loops/each_loop.h"

const struct mode mode = {
	.name = "ptrace-each",
	.summary = "ptrace-syscall, with a thread of the tracer for each task",
	.since = "3.11",
	.changes = "yes",
	.reads = "yes",
	.stops_per_call = 2,
	.events = true,
	.tracer_each = true,
	.supervise = trace_each_syscall_stops,
};
