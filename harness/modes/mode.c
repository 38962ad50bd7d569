#include <errno.h>
#include <string.h>
#include <sys/wait.h>

#include "mode.h"

const struct mode *mode_find(const char *name)
{
	for (const struct mode *const *m = modes; *m; m++)
		if (strcmp((*m)->name, name) == 0)
			return *m;
	return NULL;
}

const struct mode *mode_baseline(bool reads_memory)
{
	for (const struct mode *const *m = modes; *m; m++)
		if ((*m)->baseline && (*m)->reads_memory == reads_memory)
			return *m;
	return NULL;
}

int run_wait(struct run *run)
{
	flag_set(&run->page->gate);
	while (waitpid(run->tracee, &run->page->wait_status, 0) < 0)
		if (errno != EINTR)
			return page_fail(run->page, errno, "waitpid", NULL);
	return 0;
}
