/* this process -> guard -> worker -> its children, whose children the guard inherits */
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guard.h"
#include "page/page.h"
#include "pass_on.h"
#include "tree.h"

struct guarded {
	struct page *page;
	int (*work)(void *);
	void *context;
	sigset_t signals; /* that the guard waits for */
	sigset_t mask; /* the worker's */
};

static _Noreturn void become_worker(const struct guarded *g, pid_t guard)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigprocmask(SIG_SETMASK, &g->mask, NULL);
	_exit(getppid() != guard || g->work(g->context) < 0);
}

/* Reaps what it inherited as well: before Linux 6.11 the dead keep their filter until then. SIGTERM
 * tells that our parent has died; while the parent lives, somebody sent it to the whole group. */
static int wait_for(pid_t worker, const sigset_t *signals, pid_t parent)
{
	int status = SIGKILL; /* what it will die of if our parent has died */
	pid_t ended = 0;
	while (ended != worker && (sigwaitinfo(signals, NULL) != SIGTERM || getppid() == parent))
		do
			ended = waitpid(-1, &status, __WALL | WNOHANG);
		while (ended > 0 && ended != worker);
	return status;
}

static _Noreturn void become_guard(const struct guarded *g, pid_t parent)
{
	pid_t self = getpid();
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	int error = getppid() == parent ? tree_adopt() : -ESRCH;
	if (error)
		_exit(page_fail(g->page, -error, "PR_SET_CHILD_SUBREAPER", NULL) != 0);
	pid_t worker = fork();
	if (worker < 0)
		_exit(page_fail(g->page, errno, "fork", NULL) != 0);
	if (worker == 0)
		become_worker(g, self);
	int status = wait_for(worker, &g->signals, parent);
	kill(worker, SIGKILL);
	tree_end(worker);
	_exit(!WIFEXITED(status));
}

int guard_run(struct page *page, int (*work)(void *), void *context)
{
	struct guarded g = { .page = page, .work = work, .context = context };
	sigemptyset(&g.signals);
	sigaddset(&g.signals, SIGCHLD);
	sigaddset(&g.signals, SIGTERM);
	pid_t self = getpid();
	int error = tree_adopt();
	if (error)
		return page_fail(page, -error, "PR_SET_CHILD_SUBREAPER", NULL);
	sigset_t mask = pass_on_hold(); /* by guard and worker for good: we pass them on */
	sigprocmask(SIG_BLOCK, &g.signals, &g.mask);
	pid_t guard = fork();
	if (guard == 0)
		become_guard(&g, self);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (guard < 0)
		return page_fail(page, errno, "fork", NULL);
	int status;
	while (waitpid(guard, &status, 0) < 0 && errno == EINTR)
		;
	if (status == 0)
		return 0;
	tree_end(guard); /* what it has left, if it was killed itself */
	return page_fail(page, 0, "the tracer was killed", NULL);
}
