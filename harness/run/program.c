#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "guard.h"
#include "judge.h"
#include "launch.h"
#include "pass_on.h"
#include "program.h"

/* Keeps the page open over exec. */
static int expose(int page_fd)
{
	int high = fcntl(page_fd, F_DUPFD, PAGE_FD_MIN);
	if (high < 0)
		fcntl(page_fd, F_SETFD, 0);
	return high < 0 ? page_fd : high;
}

static int ready(struct launch *launch)
{
	const struct mode *mode = launch->mode;
	if (mode->supervise && !mode->notifies)
		prctl(PR_SET_PDEATHSIG, 0); /* from the seize on, EXITKILL does this, unseen */
	if (mode->inject)
		launch->page_fd = expose(launch->page_fd);
	return 0;
}

/* Fills how the program ended. Returns 0, or -errno with the reason. */
static int take_end(const struct page *page, int error, struct program_end *end)
{
	struct result result;
	end->status = page->answer.wait_status;
	end->stops = page->live.stops;
	end->vanished = page->answer.vanished;
	end->left = page->answer.left;
	end->unwatched = page->answer.unwatched;
	end->unprivileged = page->answer.unprivileged;
	memcpy(end->left_name, page->answer.left_name, sizeof end->left_name);
	if (!page->failure.failed)
		return error < 0 ? error : 0;
	judge_failed_page(page, &result);
	snprintf(end->reason, sizeof end->reason, "%s", result.reason);
	return page->failure.error ? -page->failure.error : -EIO;
}

int program_watch(const struct mode *mode, const int *select, unsigned selects, char *const *argv,
	double kill_after, struct program_end *end)
{
	struct launch launch = {
		.mode = mode,
		.ready = ready,
		.program = argv[0],
		.argv = argv,
		.remedy = "name a program that can be run",
	};
	*end = (struct program_end){ 0 };
	struct page *page = page_new(&launch.page_fd);
	if (!page) {
		snprintf(end->reason, sizeof end->reason, "the shared page: %s", strerror(errno));
		return -errno;
	}
	launch.run = (struct run){ .page = page,
		.select = select,
		.selects = selects,
		.n = mode->n,
		.filter = mode->filter };
	sigprocmask(SIG_BLOCK, NULL, &launch.mask);
	page->live.looks = true;
	page->job.as_alone = true;
	int error = pass_on_begin(page, kill_after);
	if (error)
		page_fail(page, -error, "timer_create", NULL);
	else
		error = guard_run(page, launch_watched, &launch);
	pass_on_end();
	error = take_end(page, error, end);
	close(launch.page_fd);
	page_free(page);
	return error;
}
