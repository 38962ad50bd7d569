/* A program of the user's under one mode: this process is its tracer. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/resources.h"
#include "guard.h"
#include "judge.h"
#include "launch.h"
#include "pass_on.h"
#include "program.h"
#include "signals.h"

enum { PAGE_FD_MIN = 500 }; /* above those that scripts choose for themselves */

/* For the program and its children; what the user preloads comes after it. */
static void inject(const struct mode *mode, struct page *page, int page_fd)
{
	char fd[16], driver[PATH_MAX], object[PATH_MAX], preload[2 * PATH_MAX];
	const char *others = getenv(PRELOAD_VARIABLE);
	int error = resource_path("tracetax-driver", driver, sizeof driver);
	if (error)
		_exit(page_fail(page, -error, "tracetax-driver", "build all of tracetax: make") !=
			0);
	launch_find_object(page, mode, driver, object, sizeof object);
	int high = fcntl(page_fd, F_DUPFD, PAGE_FD_MIN);
	snprintf(fd, sizeof fd, "%d", high < 0 ? page_fd : high);
	snprintf(
		preload, sizeof preload, "%s%s%s", object, others ? ":" : "", others ? others : "");
	setenv(PAGE_VARIABLE, fd, true);
	setenv(PRELOAD_VARIABLE, preload, true);
	if (high < 0)
		fcntl(page_fd, F_SETFD, 0);
}

/* What a program is run by: the arguments of run_program. */
struct watch {
	const struct mode *mode;
	struct run run;
	int page_fd;
	char **argv;
	sigset_t mask; /* the program's */
};

/* Signals that are passed on wait until it is watched: then its death is told like any other. */
static _Noreturn void become_program(const struct watch *watch, pid_t tracer)
{
	const struct mode *mode = watch->mode;
	struct page *page = watch->run.page;
	launch_wait_at_gate(page, tracer);
	signals_restore();
	sigprocmask(SIG_SETMASK, &watch->mask, NULL);
	if (mode->inject)
		inject(mode, page, watch->page_fd);
	launch_arm(mode, &watch->run);
	if (mode->supervise && !mode->notifies)
		prctl(PR_SET_PDEATHSIG, 0); /* from the seize on, EXITKILL stands for it, unseen */
	execvp(watch->argv[0], watch->argv);
	page_fail(page, errno, watch->argv[0], "name a program that can be run");
	_exit(127);
}

static int watch(void *context)
{
	struct watch *watch = context;
	pid_t self = getpid();
	sigset_t mask = pass_on_hold();
	watch->run.tracee = fork();
	if (watch->run.tracee == 0)
		become_program(watch, self);
	int error = watch->run.tracee < 0 ? page_fail(watch->run.page, errno, "fork", NULL) : 0;
	if (!error)
		watch->run.page->live.program = watch->run.tracee;
	sigprocmask(SIG_SETMASK, &mask, NULL);
	return error ? error : launch_supervise(watch->mode, &watch->run);
}

int run_program(const struct mode *mode, const int *select, unsigned selects, char **argv,
	uint64_t *stops, uint64_t *vanished, char *reason, size_t size)
{
	int page_fd;
	struct page *page = page_new(&page_fd);
	if (!page)
		return -errno;
	struct watch context = {
		.mode = mode,
		.run = { .page = page, .select = select, .selects = selects, .n = mode->n },
		.page_fd = page_fd,
		.argv = argv,
	};
	sigprocmask(SIG_BLOCK, NULL, &context.mask);
	pass_on_begin(page);
	/* EXITKILL is for those who trace */
	int error = mode->notifies ? guard_run(page, watch, &context) : watch(&context);
	pass_on_end();
	if (page->failure.failed) {
		struct result result;
		judge_failed_page(page, &result);
		snprintf(reason, size, "%s", result.reason);
		error = page->failure.error ? -page->failure.error : -EIO;
	}
	int status = page->answer.wait_status;
	*stops = page->live.stops;
	*vanished = page->answer.vanished;
	close(page_fd);
	page_free(page);
	return error < 0 ? error : status;
}
