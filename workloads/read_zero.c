#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static int fd;
static char *buffer;
static size_t size;

static int setup(struct page *page)
{
	size = page->job.size;
	buffer = malloc(size);
	fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	return buffer && fd >= 0 ? 0 : -1;
}

static void run(uint64_t ops)
{
	while (ops--)
		if (syscall(SYS_read, fd, buffer, size) != (long)size)
			abort();
}

/* The default of one byte shows the call alone; larger sizes show what the bytes add. */
const struct workload workload = {
	.name = "read-zero",
	.summary = "read of /dev/zero: a call that fills memory, and finds nothing",
	.calls_per_op = 1,
	.calls = { SYS_read },
	.selects_per_op = 1,
	.select = { SYS_read },
	.size = 1,
	.size_max = 1 << 20,
	.setup = setup,
	.run = run,
};
