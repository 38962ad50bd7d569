/*  tracer                          tracee
 *  fork                            waits at the gate: seized or not, it is not to miss a thing
 *  supervise: seizes, opens it --> ready, inject, arm, exec
 *  until the tree is reaped        the program */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/resources.h"
#include "child.h"
#include "launch.h"
#include "page/clock.h"
#include "page/flag.h"
#include "page/privileges.h"
#include "pass_on.h"
#include "signals.h"

#define PAGE_VARIABLE	 "TRACETAX_PAGE" /* where an injected object finds the page */
#define PRELOAD_VARIABLE "LD_PRELOAD"

/* Names a file by a descriptor that the program inherits, as high as that of the page. */
static int name_by_descriptor(struct page *page, char *path, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int high = fd < 0 ? fd : fcntl(fd, F_DUPFD, PAGE_FD_MIN);
	if (high < 0)
		return page_fail(page, errno, PRELOAD_VARIABLE, NULL);
	snprintf(path, size, "/proc/self/fd/%d", high);
	return 0;
}

/* Finds the object of the mode, as the dynamic loader would go on without it. */
static int find_object(struct page *page, const char *name, char *path, size_t size)
{
	int error = resource_path(name, path, size);
	if (error)
		return page_fail(page, -error, name, "build all of tracetax: make");
	if (strpbrk(path,
		    " :$")) /* ld.so(8): they have a meaning, and nothing takes it from them */
		return name_by_descriptor(page, path, size);
	return 0;
}

/* Makes the loader load the object into the program and its children, before the user's own
 * preloads. */
static int inject(const struct launch *launch)
{
	char fd[16], object[PATH_MAX], preload[2 * PATH_MAX];
	int error = find_object(launch->run.page, launch->mode->inject, object, sizeof object);
	if (error)
		return error;
	const char *others = getenv(PRELOAD_VARIABLE);
	snprintf(fd, sizeof fd, "%d", launch->page_fd);
	snprintf(
		preload, sizeof preload, "%s%s%s", object, others ? ":" : "", others ? others : "");
	setenv(PAGE_VARIABLE, fd, true);
	setenv(PRELOAD_VARIABLE, preload, true);
	unwatched_starts(launch->run.page, getpid(), launch->program);
	return 0;
}

static int arm(const struct launch *launch)
{
	if (!launch->mode->arm)
		return 0;
	uint64_t begun = clock_ns(CLOCK_MONOTONIC);
	int error = launch->mode->arm(&launch->run);
	launch->run.page->answer.attach_ns += clock_since(begun);
	return error;
}

/* Becomes the program. Arms last, as a filter sees every later call. */
static int become_program(void *context)
{
	struct launch *launch = context;
	struct page *page = launch->run.page;
	flag_wait(&page->live.gate);
	signals_restore();
	sigprocmask(SIG_SETMASK, &launch->mask, NULL);
	int error = launch->ready(launch);
	if (!error && launch->mode->inject)
		error = inject(launch);
	if (!error)
		error = arm(launch);
	if (error)
		return EXIT_FAILURE;
	page->live.exec_at_ns = clock_ns(CLOCK_MONOTONIC);
	execvp(launch->program, launch->argv);
	page_fail(page, errno, launch->program, launch->remedy);
	return EXIT_FAILURE;
}

/* Looks whether a filter takes rights from the program. A tracer looks at each exec, and so does a
 * supervisor. */
static void look(const struct launch *launch)
{
	char path[PATH_MAX];
	const struct mode *mode = launch->mode;
	bool filters = mode->arm && !mode->inject && !mode->events && !mode->notifies;
	if (launch->run.page->live.looks && filters &&
		resource_program(launch->program, path, sizeof path))
		privileges_look_at(launch->run.page, path);
}

/* Starts and watches. Signals to pass on stay blocked until the program can get them. */
int launch_watched(void *context)
{
	struct launch *launch = context;
	struct run *run = &launch->run;
	look(launch);
	sigset_t mask = pass_on_hold();
	run->page->live.tracer = getpid();
	run->page->live.tracer_fd = launch->page_fd;
	run->tracee = child_start(become_program, launch, SIGKILL);
	if (run->tracee > 0)
		run->page->live.program = run->tracee;
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (run->tracee < 0)
		return page_fail(run->page, -run->tracee, "fork", NULL);
	return launch->mode->supervise ? launch->mode->supervise(run) : run_wait(run);
}
