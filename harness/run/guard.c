/* this process -> guard -> worker -> its children, whose children the guard inherits */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "guard.h"
#include "page/clock.h"
#include "page/page.h"
#include "pass_on.h"
#include "signals.h"
#include "tree.h"

/* What the program has left behind may be about to end: a filter of its output, say. */
static const uint64_t GRACE_NS = 1000000000, NO_LIMIT_NS = 3600 * UINT64_C(1000000000);

struct guarded {
	struct page *page;
	int (*work)(void *);
	void *context;
	pid_t parent; /* parent of the guard */
	sigset_t signals; /* signals that the guard waits for */
	sigset_t mask; /* the worker's signal mask */
	pid_t worker; /* 0 once it has ended, */
	int status; /* with this wait status */
};

static int become_worker(void *guarded)
{
	const struct guarded *g = guarded;
	sigprocmask(SIG_SETMASK, &g->mask, NULL);
	return g->work(g->context) < 0;
}

/* Tells whether our parent has died or wants the tree ended. Anybody may send SIGTERM to the whole
 * group. */
static bool is_forsaken(const struct guarded *g)
{
	return getppid() != g->parent || g->page->live.forsaken;
}

/* Reaps what has ended: before Linux 6.11 a dead process keeps its filter until then. Returns
 * whether a child is left. */
static bool reap(struct guarded *g)
{
	int status;
	pid_t ended;
	while ((ended = waitpid(-1, &status, __WALL | WNOHANG)) > 0)
		if (ended == g->worker) {
			g->worker = 0;
			g->status = status;
		}
	return ended == 0;
}

/* Returns how many ns are left to those that the program has left behind. */
static uint64_t time_left(const struct guarded *g, uint64_t *ended_ns)
{
	bool failed = !g->worker && g->status != 0;
	if (failed || is_forsaken(g))
		return 0;
	if (g->page->live.program != PROGRAM_ENDED && g->worker)
		return NO_LIMIT_NS;
	if (g->page->live.dismissed)
		return 0;
	if (!*ended_ns)
		*ended_ns = clock_ns(CLOCK_MONOTONIC);
	uint64_t spent = clock_since(*ended_ns);
	return spent < GRACE_NS ? GRACE_NS - spent : 0;
}

/* Waits until nothing is left, or what is left is to be ended. */
static void wait_for_end(struct guarded *g)
{
	uint64_t ended_ns = 0, left_ns;
	while (reap(g) && (left_ns = time_left(g, &ended_ns)) > 0) {
		const struct timespec left = { (time_t)(left_ns / 1000000000U),
			(long)(left_ns % 1000000000U) };
		sigtimedwait(&g->signals, NULL, &left);
	}
}

/* Notes who is left, except the worker: that is no part of the tree. */
static void tell_left(struct guarded *g)
{
	struct answer *answer = &g->page->answer;
	struct leftovers left = tree_left(g->worker);
	answer->left = left.n;
	memcpy(answer->left_name, left.name, sizeof left.name);
}

static int become_guard(void *guarded)
{
	struct guarded *g = guarded;
	struct page *page = g->page;
	int error = tree_adopt();
	if (error)
		return page_fail(page, -error, "PR_SET_CHILD_SUBREAPER", NULL) != 0;
	page->live.guard = getpid();
	signals_change(SIGTSTP, SIG_IGN); /* a stopped tracer hands the program no signal */
	g->worker = child_start(become_worker, g, SIGKILL);
	if (g->worker < 0)
		return page_fail(page, -g->worker, "fork", NULL) != 0;
	wait_for_end(g);
	if (page->live.program != PROGRAM_ENDED && is_forsaken(g))
		page->answer.wait_status = SIGKILL;
	else if (!page->live.dismissed)
		tell_left(g);
	tree_end_rest();
	unwatched_settle(page);
	if (g->worker && waitpid(g->worker, NULL, __WALL | WNOHANG) == 0)
		tree_end(g->worker); /* there is no /proc of ours, which would have told of it */
	return g->status != 0;
}

int guard_run(struct page *page, int (*work)(void *), void *context)
{
	struct guarded g = { .page = page, .work = work, .context = context, .parent = getpid() };
	sigemptyset(&g.signals);
	sigaddset(&g.signals, SIGCHLD);
	sigaddset(&g.signals, SIGTERM);
	int error = tree_adopt();
	if (error)
		return page_fail(page, -error, "PR_SET_CHILD_SUBREAPER", NULL);
	sigset_t mask = pass_on_hold(); /* for good in guard and worker: we pass on */
	sigprocmask(SIG_BLOCK, &g.signals, &g.mask);
	pid_t guard = child_start(become_guard, &g, SIGTERM);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (guard < 0)
		return page_fail(page, -guard, "fork", NULL);
	int status;
	while (waitpid(guard, &status, 0) < 0 && errno == EINTR)
		;
	if (status == 0)
		return 0;
	tree_end(guard); /* ends what the guard left if it was killed */
	return page_fail(page, 0, "the tracer was killed", NULL);
}
