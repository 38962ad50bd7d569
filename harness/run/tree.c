#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tree.h"

enum { CHILDREN_MAX = 1024 };

struct children {
	pid_t pid[CHILDREN_MAX];
	int n;
};

static struct children inherited, first_inherited;
static pid_t adopter; /* the process that has called tree_adopt */

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
	if (adopter != getpid())
		first_inherited = inherited;
	adopter = getpid();
	return prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L) < 0 ? -errno : 0;
}

static int reap(pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, __WALL) < 0 && errno == EINTR)
		;
	return status;
}

/* Notes a child, unless it has ended already: proc_pid_stat(5), "PID (NAME) STATE". */
static void note(pid_t pid, struct leftovers *alive)
{
	char path[32], text[64] = "";
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = fopen(path, "re");
	size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;
	if (file)
		fclose(file);
	text[n] = '\0';
	char *name = strchr(text, '('), *end = strrchr(text, ')');
	if (!name || !end || end[1] != ' ' || strchr("ZX", end[2]))
		return;
	*end = '\0';
	if (alive->n++ == 0)
		snprintf(alive->name, sizeof alive->name, "%s", name + 1);
}

static int end_orphans(struct leftovers *alive)
{
	struct children children = children_now();
	int ended = 0;
	for (int i = 0; i < children.n; i++)
		if (!is_inherited(children.pid[i])) {
			note(children.pid[i], alive);
			kill(children.pid[i], SIGKILL);
			reap(children.pid[i]);
			ended++;
		}
	return ended;
}

struct leftovers tree_end_rest(void)
{
	struct leftovers alive = { .n = 0 };
	while (end_orphans(&alive) > 0) /* a death may bring children here */
		;
	return alive;
}

void tree_end_all(void)
{
	inherited = first_inherited;
	tree_end_rest();
}

int tree_end(pid_t leader)
{
	kill(-leader, SIGKILL);
	kill(leader, SIGKILL); /* it may have no group of its own */
	int status = reap(leader);
	tree_end_rest();
	return status;
}
