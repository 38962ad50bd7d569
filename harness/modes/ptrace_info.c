#include <errno.h>

#include "loops/ptrace_loop.h"

static int inspect(pid_t tracee)
{
	struct __ptrace_syscall_info info;
	return ptrace(PTRACE_GET_SYSCALL_INFO, tracee, sizeof info, &info) < 0 ? -errno : 0;
}

static int supervise(struct run *run)
{
	return trace_syscall_stops_with(run, inspect);
}

const struct mode mode = {
	.name = "ptrace-info",
	.summary = "ptrace-syscall, and PTRACE_GET_SYSCALL_INFO at each stop",
	.since = "5.3",
	.changes = "yes",
	.reads = "yes",
	.superset_of = "ptrace-syscall",
	.stops_per_call = 2,
	.events = true,
	.supervise = supervise,
};
