#include <errno.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "child.h"

pid_t child_start(int (*work)(void *), void *context, int signal)
{
	pid_t parent = getpid(), child = fork();
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, signal);
		_exit(getppid() == parent ? work(context)
					  : EXIT_FAILURE); /* the parent may be dead already */
	}
	return child < 0 ? -errno : child;
}
