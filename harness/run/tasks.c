#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "tasks.h"
#include "tree.h"

static int sleep_on(void *none)
{
	(void)none;
	while (pause() < 0)
		continue;
	return 0;
}

/* Starts the tasks in a process group of their own; the exit status of this process is an errno. */
static int start_all(void *n)
{
	pid_t child = 0;
	setpgid(0, 0);
	for (unsigned left = *(const unsigned *)n; left > 0 && child >= 0; left--)
		child = child_start(sleep_on, NULL, SIGKILL);
	return child < 0 ? -child : 0;
}

int tasks_try(unsigned n)
{
	pid_t parent = child_start(start_all, &n, SIGKILL);
	if (parent < 0)
		return parent;
	setpgid(parent, parent);
	siginfo_t end = { 0 };
	while (waitid(P_PID, (id_t)parent, &end, WEXITED | WNOWAIT) < 0 && errno == EINTR)
		;
	int status = tree_end(parent);
	return WIFEXITED(status) ? -WEXITSTATUS(status) : -EIO;
}
