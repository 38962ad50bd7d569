/* No process sends a signal as it ends: two SIGCHLD that wait for one parent are one, so that how
 * many it gets would vary. */
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tree_loop.h"
#include "workload.h"

static struct page *page;
static unsigned levels;
static pid_t chains[TREE_PROCESSES_MAX];

/* Whether it ended well, and all below it. */
static bool reap(pid_t child)
{
	int status = -1;
	return syscall(SYS_wait4, child, &status, __WALL, NULL) == child && status == 0;
}

/* A child that heads a chain of so many processes; or -1, which the page tells of. */
static pid_t start(unsigned processes)
{
	pid_t child = (pid_t)syscall(SYS_clone, 0, NULL, NULL, NULL, NULL);
	if (child < 0)
		page_fail(page, errno, "starting the processes of the tree", TASKS_REMEDY);
	if (child != 0)
		return child;
	syscall(SYS_getpid);
	pid_t next = processes > 1 ? start(processes - 1) : 0;
	bool whole = next == 0 || (next > 0 && reap(next));
	syscall(SYS_exit_group, !whole);
	abort();
}

/* What was started is reaped, also where the rest could not be. */
static bool grow_and_reap(unsigned width, unsigned height)
{
	unsigned n = 0;
	while (n < width && (chains[n] = start(height)) > 0)
		n++;
	bool whole = n == width;
	while (n--)
		whole &= reap(chains[n]);
	return whole;
}

/* They are tried side by side: in a tree some are gone before the last one starts. */
int tree_setup(struct page *shared, unsigned depth)
{
	page = shared;
	levels = depth;
	return grow_and_reap((unsigned)page->job.size * levels, 1) ? 0 : -1;
}

void tree_run(uint64_t ops)
{
	while (ops--)
		if (!grow_and_reap((unsigned)page->job.size, levels))
			abort();
}
