#include <errno.h>

#include "loops/call_again.h"
#include "loops/ptrace_loop.h"

static int supervise(struct run *run)
{
#ifdef CAN_CALL_AGAIN
	return trace_emulated_calls(run);
#else
	return page_fail(run->page, ENOSYS, "PTRACE_SYSEMU", "measure it on x86-64 or aarch64");
#endif
}

const struct mode mode = {
	.name = "ptrace-sysemu",
	.summary = "PTRACE_SYSEMU: the entry stop only, and the call is skipped",
	.since = "3.4",
	.changes = "answer it",
	.reads = "yes",
	.stops_per_call = 1,
	.events = true,
	.answers = true,
	.supervise = supervise,
};
