/* this process -> guard -> worker -> its children, whose children the guard inherits */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "guard.h"
#include "page/page.h"
#include "pass_on.h"
#include "tree.h"

struct guarded {
	struct page *page;
	int (*work)(void *);
	void *context;
	pid_t parent; /* parent of the guard */
	sigset_t signals; /* signals that the guard waits for */
	sigset_t mask; /* the worker's signal mask */
};

static int become_worker(void *guarded)
{
	const struct guarded *g = guarded;
	sigprocmask(SIG_SETMASK, &g->mask, NULL);
	return g->work(g->context) < 0;
}

/* Reaps the worker and all it inherits: before Linux 6.11 a dead process keeps its filter until
 * then. SIGTERM means that our parent has died; if the parent lives, somebody sent it to the whole
 * group. */
static int wait_for(pid_t worker, const sigset_t *signals, pid_t parent)
{
	int status = SIGKILL; /* if our parent has died, the worker is killed too */
	pid_t ended = 0;
	while (ended != worker && (sigwaitinfo(signals, NULL) != SIGTERM || getppid() == parent))
		do
			ended = waitpid(-1, &status, __WALL | WNOHANG);
		while (ended > 0 && ended != worker);
	return status;
}

static int become_guard(void *guarded)
{
	struct guarded *g = guarded;
	int error = tree_adopt();
	if (error)
		return page_fail(g->page, -error, "PR_SET_CHILD_SUBREAPER", NULL) != 0;
	pid_t worker = child_start(become_worker, g, SIGKILL);
	if (worker < 0)
		return page_fail(g->page, -worker, "fork", NULL) != 0;
	int status = wait_for(worker, &g->signals, g->parent);
	kill(worker, SIGKILL);
	tree_end(worker);
	return !WIFEXITED(status);
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
