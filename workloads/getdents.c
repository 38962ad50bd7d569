#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

enum { FILES = 64 };

static int directory;
static _Alignas(uint64_t) char buffer[32768]; /* as large as that of readdir(3) in glibc */
static long whole;

static long from_the_start(void)
{
	return syscall(SYS_lseek, directory, 0L, SEEK_SET) < 0
		       ? -1
		       : syscall(SYS_getdents64, directory, buffer, sizeof buffer);
}

static int setup(struct page *page)
{
	directory = open(page->job.scratch, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (int i = 0; i < FILES; i++) {
		char name[16];
		snprintf(name, sizeof name, "%d", i);
		int fd = openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd < 0 || close(fd) < 0)
			return -1;
	}
	whole = from_the_start();
	return whole < 0 ? -1 : 0;
}

static void run(uint64_t ops)
{
	while (ops--)
		if (from_the_start() != whole)
			abort();
}

const struct workload workload = {
	.name = "getdents",
	.summary = "lseek and getdents64: the 64 entries of a directory under TMPDIR",
	.calls_per_op = 2,
	.calls = { SYS_lseek, SYS_getdents64 },
	.selects_per_op = 1,
	.select = { SYS_getdents64 },
	.typical = true,
	.setup = setup,
	.run = run,
};
