#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static int fd;
static char *buffer;
static size_t size;

/* Writes the file, which is then in the page cache. */
static int setup(struct page *page)
{
	char path[sizeof page->job.scratch + sizeof "/file"];
	snprintf(path, sizeof path, "%s/file", page->job.scratch);
	size = page->job.size;
	buffer = malloc(size);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (!buffer || fd < 0)
		return -1;
	memset(buffer, 'x', size);
	ssize_t n = write(fd, buffer, size);
	if (n >= 0 && n != (ssize_t)size)
		errno = ENOSPC; /* what a short write to a file means */
	return n == (ssize_t)size ? 0 : -1;
}

static void run(uint64_t ops)
{
	while (ops--)
		if (syscall(SYS_pread64, fd, buffer, size, 0L) != (long)size)
			abort();
}

const struct workload workload = {
	.name = "pread",
	.summary = "pread of a file under TMPDIR, out of the page cache",
	.calls_per_op = 1,
	.calls = { SYS_pread64 },
	.selects_per_op = 1,
	.select = { SYS_pread64 },
	.typical = true,
	.size = 4096,
	.size_max = 1 << 20,
	.setup = setup,
	.run = run,
};
