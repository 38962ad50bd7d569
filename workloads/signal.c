#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static volatile sig_atomic_t handled;

static void handler(int signal)
{
	(void)signal;
	handled = 1;
}

static int setup(struct page *page)
{
	(void)page;
	const struct sigaction action = { .sa_handler = handler };
	return sigaction(SIGUSR1, &action, NULL);
}

static void run(uint64_t ops)
{
	pid_t pid = getpid(), tid = gettid();
	while (ops--) {
		handled = 0;
		syscall(SYS_tgkill, pid, tid, SIGUSR1);
		if (!handled)
			abort();
	}
}

const struct workload workload = {
	.name = "signal",
	.summary = "a signal to itself, its handler, and the return from it",
	.calls_per_op = 2,
	.calls = { SYS_tgkill, SYS_rt_sigreturn },
	.calls_per_round = 2,
	.events_per_op = { [SIGNAL_STOPS] = 1 },
	.demands = COVER_BARE, /* the return from the handler */
	.selects_per_op = 1,
	.select = { SYS_tgkill },
	.setup = setup,
	.run = run,
};
