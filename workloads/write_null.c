#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static int fd;

static int setup(struct page *page)
{
	(void)page;
	fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	return fd < 0 ? -1 : 0;
}

static void run(uint64_t ops)
{
	while (ops--)
		if (syscall(SYS_write, fd, "x", (size_t)1) != 1)
			abort();
}

/* Takes no size: the device never looks at the bytes. */
const struct workload workload = {
	.name = "write-null",
	.summary = "write of a byte to /dev/null",
	.calls_per_op = 1,
	.calls = { SYS_write },
	.selects_per_op = 1,
	.select = { SYS_write },
	.setup = setup,
	.run = run,
};
