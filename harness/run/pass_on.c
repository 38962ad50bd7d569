#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#include "page/page.h"
#include "pass_on.h"
#include "signals.h"

static const int passed[] = { SIGTERM, SIGHUP, SIGUSR1, SIGUSR2 };
enum { PASSED = sizeof passed / sizeof *passed };

static struct page *volatile page;

/* Ends this process as the program ended, and the rest of its tree, which is all that we still wait
 * for. */
static void end_now(void)
{
	_exit(signals_end_like(page->answer.wait_status));
}

/* Passes a signal on. After a SIGTERM we end with the program and ignore further signals:
 * timeout(1) sends two, and the second may arrive as we end. The supervisor, in another process,
 * may have reaped the program just before it could learn of the signal, hence the second look. */
static void pass_on(int number)
{
	int error = errno;
	bool dismissed = page->live.dismissed;
	page->live.dismissed |= number == SIGTERM && page->live.program > 0;
	pid_t program = page->live.program;
	if (program > 0) {
		kill(program, number);
	} else if (program == PROGRAM_TO_COME) {
		signal(number, SIG_DFL);
		raise(number);
	} else if (!dismissed) {
		end_now();
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
