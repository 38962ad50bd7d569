/* harness -> window -> tracer -> command. For each execution the window starts a tracer, which
 * inherits nothing from the one before:
 *
 *   window   --prepare | a new tracer, reads the output | --conclude
 *   tracer               figures, clock | forks and watches the command | clock, figures
 *
 * An execution ends when the command does, in every mode: what it has left in the background is
 * ended after the clock is read. The tracer adopts orphans, so that their CPU time is the tree's.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "command.h"
#include "page/clock.h"
#include "page/speed.h"
#include "shell.h"
#include "streams.h"
#include "tree.h"
#include "wrapper.h"

/* One execution, as the tracer and the command's process see it. */
struct execution {
	const struct order *order;
	struct launch *launch;
	int pipe[2]; /* of the output; -1: it goes elsewhere */
};

static uint64_t ns_of(struct timeval t)
{
	return ((uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_usec) * 1000;
}

/* Adds what a side has used since `before`. */
static void add_usage(struct window *window, enum side side, int who, const struct rusage *before)
{
	struct rusage now;
	getrusage(who, &now);
	uint64_t *figures = window->figures[side];
	uint64_t user = ns_of(now.ru_utime) - ns_of(before->ru_utime);
	uint64_t system = ns_of(now.ru_stime) - ns_of(before->ru_stime);
	uint64_t forced = (uint64_t)(now.ru_nivcsw - before->ru_nivcsw);
	double user_before = window->user_share[side] * (double)figures[CPU_NS];
	figures[CPU_NS] += user + system;
	figures[INVOLUNTARY] += forced;
	figures[USAGE_SWITCHES] += forced + (uint64_t)(now.ru_nvcsw - before->ru_nvcsw);
	if (figures[CPU_NS])
		window->user_share[side] = (user_before + (double)user) / (double)figures[CPU_NS];
}

/* Gives the command its surroundings: those of the caller, except its streams and, where an object
 * is injected, the page. */
static int ready(struct launch *launch)
{
	const struct execution *e = launch->context;
	struct page *page = launch->run.page;
	const char *what = NULL;
	int error = placement_pin(e->order->placement, TRACEE);
	if (error)
		return page_fail(page, -error, "pinning the command", NULL);
	error = streams_take(&e->order->setting, e->pipe[1], &what);
	if (error)
		return page_fail(page, -error, what, STREAMS_REMEDY);
	if (launch->mode->inject) {
		int high = fcntl(launch->page_fd, F_DUPFD, PAGE_FD_MIN);
		if (high < 0)
			return page_fail(page, errno, "the page's descriptor", NULL);
		launch->page_fd = high;
	}
	return 0;
}

/* Runs as the tracer of one execution. */
static int trace_one(void *execution)
{
	struct execution *e = execution;
	struct page *page = e->launch->run.page;
	struct window *window = &page->answer.timed;
	struct rusage own, children;
	int error = tree_adopt();
	if (!error)
		error = placement_pin(e->order->placement, TRACER);
	if (error)
		return page_fail(page, -error, "readying the tracer", NULL) != 0;
	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &children);
	uint64_t begun = clock_ns(CLOCK_MONOTONIC);
	error = launch_watched(e->launch);
	window->wall_ns += clock_since(begun);
	add_usage(window, TRACER, RUSAGE_SELF, &own);
	struct leftovers left = tree_end_rest();
	unwatched_settle(page);
	add_usage(window, TRACEE, RUSAGE_CHILDREN, &children);
	page->answer.left += left.n;
	if (left.n && !page->answer.left_name[0])
		memcpy(page->answer.left_name, left.name, sizeof left.name);
	return error < 0;
}

/* Reads the command's output until nobody writes any more. */
static void drain(int fd)
{
	static char rest[1 << 16];
	ssize_t n;
	do
		n = read(fd, rest, sizeof rest);
	while (n > 0 || (n < 0 && errno == EINTR));
}

static int reap(struct page *page, pid_t tracer)
{
	char what[64];
	int status;
	while (waitpid(tracer, &status, 0) < 0 && errno == EINTR)
		;
	if (!WIFSIGNALED(status))
		return page->failure.failed ? -EIO : 0;
	snprintf(what, sizeof what, "the tracer died of SIG%s", sigabbrev_np(WTERMSIG(status)));
	return page_fail(page, 0, what, NULL);
}

/* Makes the page as it is before a first execution. */
static void renew(struct page *page)
{
	page->live.gate = 0;
	page->live.listener = 0;
	page->live.program = PROGRAM_TO_COME;
	page->live.dismissed = 1; /* when the command ends, so does its watcher */
}

static int execute(struct execution *e)
{
	struct page *page = e->launch->run.page;
	renew(page);
	e->pipe[0] = e->pipe[1] = -1;
	if (streams_piped(&e->order->setting) && pipe2(e->pipe, O_CLOEXEC) < 0)
		return page_fail(page, errno, "a pipe", NULL);
	pid_t tracer = child_start(trace_one, e, SIGKILL);
	if (e->pipe[1] >= 0)
		close(e->pipe[1]);
	if (tracer > 0 && e->pipe[0] >= 0)
		drain(e->pipe[0]);
	if (e->pipe[0] >= 0)
		close(e->pipe[0]);
	return tracer < 0 ? page_fail(page, -tracer, "fork", NULL) : reap(page, tracer);
}

/* Runs what the user has asked for around an execution. */
static int around(struct page *page, const char *option, const char *command)
{
	char what[64];
	int status = command ? shell_run(command) : 0;
	if (status == 0)
		return 0;
	if (status < 0)
		return page_fail(page, -status, option, NULL);
	snprintf(what, sizeof what, "%s ended with status %d", option,
		WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return page_fail(page, 0, what, NULL);
}

static bool goes_on(const struct order *order, const struct page *page)
{
	bool as_due = !order->status_known || page->answer.wait_status == order->status_due;
	return as_due && !page->live.forsaken;
}

static int execute_all(struct execution *e)
{
	struct page *page = e->launch->run.page;
	struct window *window = &page->answer.timed;
	const struct setting *setting = &e->order->setting;
	int error = 0;
	for (uint64_t i = 0; i < page->job.ops && !error && goes_on(e->order, page); i++) {
		error = around(page, "--prepare", setting->prepare);
		if (!error)
			error = execute(e);
		if (!error)
			error = around(page, "--conclude", setting->conclude);
		window->ops++;
	}
	return error;
}

static void tell_access(struct answer *answer, bool together)
{
	for (int side = 0; side < SIDES; side++) {
		memset(&answer->access[side], 0xff, sizeof *answer->access); /* no counters */
		/* of a program in front and the command behind it only the sum is known */
		answer->access[side].cpu = answer->access[side].usage = together ? -ESRCH : 0;
		answer->access[side].software = -ESRCH;
	}
}

int command_measure(const struct order *order, struct launch *launch)
{
	struct execution e = { .order = order, .launch = launch };
	struct answer *answer = &launch->run.page->answer;
	launch->ready = ready;
	launch->context = &e;
	tell_access(answer, order->mode->wrapper);
	answer->timed = (struct window){ .rounds = 1, .fewest_ops = NO_POOL };
	answer->wait_status = order->status_due;
	int error = placement_pin(order->placement, TRACEE);
	if (error)
		return page_fail(launch->run.page, -error, "pinning the window", NULL);
	answer->timed.start_ns = clock_ns(CLOCK_MONOTONIC);
	answer->timed.speed_ns[BEFORE] = speed_probe();
	error = execute_all(&e);
	answer->timed.speed_ns[AFTER] = speed_probe();
	if (answer->timed.ops)
		answer->attach_ns /= answer->timed.ops; /* of one execution */
	answer->timed.stops = launch->run.page->live.stops;
	for (int i = 0; i < EVENTS; i++)
		answer->timed.events[i] = launch->run.page->live.events[i];
	launch->run.page->live.done = !error;
	return error;
}
