#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "loops/lack.h"
#include "workload.h"

/* Uses clone(2), as libc's fork(2) makes calls of its own, a different number in each version. */
static void run(uint64_t ops)
{
	while (ops--) {
		int status = -1;
		long child = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
		if (child == 0)
			syscall(SYS_exit_group, 0);
		if (child < 0)
			lack_of_tasks("fork");
		if (syscall(SYS_wait4, child, &status, 0, NULL) != child || status)
			abort();
	}
}

const struct workload workload = {
	.name = "fork",
	.summary = "a child that exits at once, and is waited for",
	.calls_per_op = 3,
	.ends_per_op = 1,
	.events_per_op = { [SIGNAL_STOPS] = 1, [NEW_TASKS] = 1 },
	.demands = COVER_FORK | COVER_CLONE,
	.calls = { SYS_clone, SYS_exit_group, SYS_wait4 },
	.selects_per_op = 1,
	.select = { SYS_clone },
	.many_tasks = true,
	.run = run,
};
