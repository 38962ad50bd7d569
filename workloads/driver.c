/* The process under test: takes its job from the shared page, runs one workload in its windows. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "loops/lack.h"
#include "loops/owner.h"
#include "page/clock.h"
#include "page/descriptors.h"
#include "page/pool.h"
#include "workload.h"

static int pin(unsigned cpu)
{
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return sched_setaffinity(0, sizeof set, &set);
}

/* Returns the pid of the other side. A program in front that became this process is not it. */
static pid_t watcher(const struct page *page)
{
	return page->live.wrapper && page->live.wrapper != getpid() ? page->live.wrapper
								    : page->live.tracer;
}

static struct loop loop_of(const struct workload *workload)
{
	struct pool *pool = workload->pool ? *workload->pool : NULL;
	struct park *park = workload->park ? *workload->park : NULL;
	return (struct loop){ workload->run, pool ? &pool->park : park, pool };
}

int main(int argc, char **argv)
{
	if (descriptors_keep_standard() < 0)
		return 2;
	if (argc != 2)
		return 2; /* not started by tracetax */
	struct page *page = page_map(atoi(argv[1]));
	if (!page)
		return STATUS_WITHOUT_PAGE;
	page->answer.exec_ns = clock_since(page->live.exec_at_ns);
	page->live.begun = 1;
	lack_tells(page);

	if (page->job.cpu >= 0 && pin((unsigned)page->job.cpu) < 0)
		return -page_fail(page, errno, "pinning the workload", NULL);
	const struct workload *workload = workload_find(page->job.workload);
	if (!workload)
		return -page_fail(page, ENOENT, "the driver does not know this workload",
			"build driver and harness together: make");
	if (workload->setup && workload->setup(page) < 0)
		return -page_fail(page, errno, "the workload's setup", NULL);

	const struct loop loop = loop_of(workload);
	if (loop.run)
		window_measure(page, TRACEE, watcher(page), &loop);
	else if (owner_run(page, workload->memory) < 0)
		return -page_fail(page, errno, "the memory of the workload", NULL);
	return 0;
}
