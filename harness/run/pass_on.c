#include <errno.h>
#include <stddef.h>
#include <unistd.h>

#include "pass_on.h"
#include "signals.h"

static const int passed[] = { SIGTERM, SIGHUP, SIGUSR1, SIGUSR2 };
enum { PASSED = sizeof passed / sizeof *passed };

static struct page *volatile page;

/* Once the program has ended, the rest of its tree keeps us: it ends with us, now. One that was
 * dismissed keeps us no more: the second TERM of timeout(1), which sends it to the process and to
 * its group, may find us about to end. */
static void pass_on(int number)
{
	int error = errno;
	pid_t program = page->program;
	if (program > 0) {
		page->dismissed |= number == SIGTERM;
		kill(program, number);
	} else if (program == PROGRAM_TO_COME) {
		signal(number, SIG_DFL);
		raise(number);
	} else if (!page->dismissed) {
		_exit(signals_end_like(page->wait_status));
	}
	errno = error;
}

void pass_on_begin(struct page *to)
{
	struct sigaction action;
	page = to;
	for (int i = 0; i < PASSED; i++)
		if (sigaction(passed[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			signals_change(passed[i], pass_on);
}

void pass_on_end(void)
{
	for (int i = 0; i < PASSED; i++)
		signals_change(passed[i], SIG_IGN);
}

sigset_t pass_on_hold(void)
{
	sigset_t set, before;
	sigemptyset(&set);
	for (int i = 0; i < PASSED; i++)
		sigaddset(&set, passed[i]);
	sigprocmask(SIG_BLOCK, &set, &before);
	return before;
}
