#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "modes/mode.h"
#include "page/flag.h"

int run_ended(struct page *page, int status)
{
	page->answer.wait_status = status;
	page->live.program = PROGRAM_ENDED;
	if (page->live.guard)
		kill(page->live.guard, SIGCHLD); /* it is no child of the guard's */
	return page->live.dismissed != 0;
}

int run_wait(struct run *run)
{
	int status;
	flag_set(&run->page->live.gate);
	while (waitpid(run->tracee, &status, 0) < 0)
		if (errno != EINTR)
			return page_fail(run->page, errno, "waitpid", NULL);
	return run_ended(run->page, status);
}
