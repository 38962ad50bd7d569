#include <dirent.h>
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

static void add_from(FILE *file, struct children *children)
{
	while (children->n < CHILDREN_MAX && fscanf(file, "%d", &children->pid[children->n]) == 1)
		children->n++;
}

/* Adds the children of a process, from /proc/pid/task/tid/children, proc(5), of each thread; none
 * if the kernel has no such file: then only the process group is ended. */
static void add_children(pid_t pid, struct children *children)
{
	char path[288];
	snprintf(path, sizeof path, "/proc/%d/task", pid);
	DIR *tasks = opendir(path);
	for (struct dirent *task; tasks && (task = readdir(tasks));) {
		snprintf(path, sizeof path, "/proc/%d/task/%s/children", pid, task->d_name);
		FILE *file = *task->d_name == '.' ? NULL : fopen(path, "re");
		if (!file)
			continue;
		add_from(file, children);
		fclose(file);
	}
	if (tasks)
		closedir(tasks);
}

/* Returns our children; none where /proc is of another pid namespace, whose numbers are others'. */
static struct children children_now(void)
{
	struct children children = { .n = 0 };
	char self[16] = "";
	if (readlink("/proc/self", self, sizeof self - 1) > 0 && atoi(self) == getpid())
		add_children(getpid(), &children);
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

/* Returns how many of our children are not inherited, and puts these first, then all below them. */
static int find_below(struct children *below, pid_t except)
{
	struct children own = children_now();
	below->n = 0;
	for (int i = 0; i < own.n; i++)
		if (!is_inherited(own.pid[i]) && own.pid[i] != except)
			below->pid[below->n++] = own.pid[i];
	int first = below->n;
	for (int i = 0; i < below->n; i++)
		add_children(below->pid[i], below);
	return first;
}

static int reap(pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, __WALL) < 0 && errno == EINTR)
		;
	return status;
}

/* Notes a process, unless it has ended already: proc_pid_stat(5), "PID (NAME) STATE". */
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

struct leftovers tree_left(pid_t except)
{
	static struct children below;
	struct leftovers alive = { .n = 0 };
	find_below(&below, except);
	for (int i = 0; i < below.n; i++)
		note(below.pid[i], &alive);
	return alive;
}

static void signal_all(const struct children *children, int number)
{
	for (int i = 0; i < children->n; i++)
		kill(children->pid[i], number);
}

void tree_signal_rest(int number)
{
	static struct children below;
	find_below(&below, 0);
	signal_all(&below, number);
}

/* Stops all first, so that none can act on the death of another; kills all before it waits for one,
 * as a process may be unable to die before its child does. */
struct leftovers tree_end_rest(void)
{
	static struct children below;
	struct leftovers alive = tree_left(0);
	for (int first; (first = find_below(&below, 0)) > 0;) { /* a death may bring some here */
		signal_all(&below, SIGSTOP);
		signal_all(&below, SIGKILL);
		for (int i = 0; i < first; i++)
			reap(below.pid[i]);
	}
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
