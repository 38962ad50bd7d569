#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static char path[sizeof((struct page *)0)->job.scratch + sizeof "/file"];

static int setup(struct page *page)
{
	snprintf(path, sizeof path, "%s/file", page->job.scratch);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return fd < 0 ? -1 : close(fd);
}

static void run(uint64_t ops)
{
	while (ops--) {
		long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
		if (fd < 0 || syscall(SYS_close, fd) < 0)
			abort();
	}
}

const struct workload workload = {
	.name = "open-close",
	.summary = "openat and close of a file under TMPDIR",
	.calls_per_op = 2,
	.calls = { SYS_openat, SYS_close },
	.selects_per_op = 1,
	.select = { SYS_openat },
	.typical = true,
	.setup = setup,
	.run = run,
};
