#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static const char *path;

static int setup(struct page *page)
{
	path = page->job.scratch;
	return 0;
}

static void run(uint64_t ops)
{
	struct stat found;
	while (ops--)
		if (syscall(SYS_newfstatat, AT_FDCWD, path, &found, 0) < 0)
			abort();
}

const struct workload workload = {
	.name = "stat",
	.summary = "newfstatat of a directory under TMPDIR: a path is walked",
	.calls_per_op = 1,
	.calls = { SYS_newfstatat },
	.selects_per_op = 1,
	.select = { SYS_newfstatat },
	.typical = true,
	.setup = setup,
	.run = run,
};
