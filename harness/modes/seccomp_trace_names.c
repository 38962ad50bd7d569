#include <errno.h>
#include <linux/audit.h>

#include "loops/ptrace_loop.h"
#include "loops/seccomp_filter.h"

#ifdef __x86_64__
enum { NATIVE = (int)AUDIT_ARCH_X86_64 };
#else
enum { NATIVE = (int)AUDIT_ARCH_AARCH64 };
#endif

static struct tally *tally; /* of the tracer's one run */

static int inspect(pid_t tracee)
{
	struct __ptrace_syscall_info info;
	if (ptrace(PTRACE_GET_SYSCALL_INFO, tracee, sizeof info, &info) < 0)
		return -errno;
	bool known = info.op == PTRACE_SYSCALL_INFO_SECCOMP && (int)info.arch == NATIVE &&
		     info.seccomp.nr < TALLY_CALLS;
	uint64_t *count = known ? &tally->of[info.seccomp.nr] : &tally->others;
	++*count;
	return 0;
}

static int arm(const struct run *run)
{
	return seccomp_trace_all(run->page);
}

static int supervise(struct run *run)
{
	tally = &run->page->answer.tally;
	return trace_seccomp_stops_with(run, inspect);
}

const struct mode mode = {
	.name = "seccomp-trace-names",
	.summary =
		"seccomp-trace, and asks at each stop which call it is: counts a command's calls",
	.since = "5.3",
	.changes = "yes",
	.reads = "yes",
	.superset_of = "seccomp-trace",
	.stops_per_call = 1,
	.events = true,
	.reference_only = true,
	.arm = arm,
	.supervise = supervise,
};
