#include <elf.h>
#include <errno.h>
#include <sys/procfs.h>
#include <sys/uio.h>

#include "loops/ptrace_loop.h"

static int inspect(pid_t tracee)
{
	elf_gregset_t registers;
	struct iovec iov = { &registers, sizeof registers };
	return ptrace(PTRACE_GETREGSET, tracee, NT_PRSTATUS, &iov) < 0 ? -errno : 0;
}

static int supervise(struct run *run)
{
	return trace_syscall_stops_with(run, inspect);
}

const struct mode mode = {
	.name = "ptrace-regs",
	.summary = "ptrace-syscall, and PTRACE_GETREGSET at each stop",
	.since = "3.4",
	.changes = "yes",
	.reads = "yes",
	.superset_of = "ptrace-syscall",
	.stops_per_call = 2,
	.events = true,
	.supervise = supervise,
};
