#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "lack.h"
#include "workload.h"

static struct page *told;

void lack_tells(struct page *page)
{
	told = page;
}

_Noreturn void lack_of_tasks(const char *call)
{
	if (!told)
		abort();
	page_fail(told, errno, call, errno == EAGAIN || errno == ENOMEM ? TASKS_REMEDY : NULL);
	_exit(1);
}
