/* No process sends a signal when it ends: two pending SIGCHLD are one, so the number would vary. */
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

/* Tells whether a child, and all below it, ended well. */
static bool reap(pid_t child)
{
	int status = -1;
	return syscall(SYS_wait4, child, &status, __WALL, NULL) == child && status == 0;
}

/* Starts a chain of processes. Returns the first, or -1 with page_fail called. */
static pid_t start(unsigned processes)
{
	pid_t child = (pid_t)syscall(SYS_clone, 0, NULL, NULL, NULL, NULL);
	if (child < 0)
		page_fail(page, errno, "starting the processes of the tree", FEWER_TASKS_REMEDY);
	if (child != 0)
		return child;
	syscall(SYS_getpid);
	pid_t next = processes > 1 ? start(processes - 1) : 0;
	bool whole = next == 0 || (next > 0 && reap(next));
	syscall(SYS_exit_group, !whole);
	abort();
}

/* Starts `width` chains and reaps them, even if not all could be started. */
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

/* Tries the processes side by side: in a tree some are gone before the last one starts. */
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
