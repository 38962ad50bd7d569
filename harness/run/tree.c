#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tree.h"

enum { CHILDREN_MAX = 1024 };

struct children {
	pid_t pid[CHILDREN_MAX];
	int n;
};

static struct children inherited;

/* Returns our children, from /proc/pid/task/tid/children, proc(5); none if the kernel has no such
 * file: then only the process group is ended. */
static struct children children_now(void)
{
	struct children children = { .n = 0 };
	char path[64];
	snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
	FILE *file = fopen(path, "re");
	if (!file)
		return children;
	while (children.n < CHILDREN_MAX && fscanf(file, "%d", &children.pid[children.n]) == 1)
		children.n++;
	fclose(file);
	return children;
}

static bool is_inherited(pid_t pid)
{
	for (int i = 0; i < inherited.n; i++)
		if (inherited.pid[i] == pid)
			return true;
	return false;
}

int tree_adopt(void)
{
	inherited = children_now();
	return prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L) < 0 ? -errno : 0;
}

static int reap(pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, __WALL) < 0 && errno == EINTR)
		;
	return status;
}

static int end_orphans(void)
{
	struct children children = children_now();
	int ended = 0;
	for (int i = 0; i < children.n; i++)
		if (!is_inherited(children.pid[i])) {
			kill(children.pid[i], SIGKILL);
			reap(children.pid[i]);
			ended++;
		}
	return ended;
}

int tree_end(pid_t leader)
{
	kill(-leader, SIGKILL);
	int status = reap(leader);
	while (end_orphans() > 0) /* a death may bring children here */
		;
	return status;
}
