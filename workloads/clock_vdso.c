#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "workload.h"

/* Reads the clock under a filter that refuses the call. If no filter can be had, only the stops of
 * a tracer would tell. */
static int read_where_the_call_is_refused(void)
{
	struct sock_filter refuse[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_gettime, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { sizeof refuse / sizeof *refuse, refuse };
	struct timespec now;
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0
		       ? 0
		       : clock_gettime(CLOCK_MONOTONIC, &now);
}

/* Finds out, in a child, whether the vDSO makes the call after all, as it does with some clocks. */
static int setup(struct page *page)
{
	int status = -1;
	pid_t child = fork();
	if (child == 0)
		_exit(read_where_the_call_is_refused() != 0);
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return -1;
	return status == 0
		       ? 0
		       : page_fail(page, EOPNOTSUPP, "clock_gettime by the vDSO",
				 "boot with the vDSO, and with a clocksource that it reads, such as tsc");
}

static void run(uint64_t ops)
{
	struct timespec now;
	while (ops--)
		if (clock_gettime(CLOCK_MONOTONIC, &now) < 0)
			abort();
}

const struct workload workload = {
	.name = "clock-vdso",
	.summary = "clock_gettime by libc, which the vDSO answers: no call, and no cost",
	.answer_ignored = true,
	.setup = setup,
	.run = run,
};
