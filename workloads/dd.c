#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static int zero, null;
static char *buffer;
static size_t size;

static int setup(struct page *page)
{
	size = page->job.size;
	buffer = calloc(size, 1);
	zero = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	return !buffer || zero < 0 || null < 0 ? -1 : 0;
}

static void run(uint64_t ops)
{
	while (ops--)
		if (syscall(SYS_read, zero, buffer, size) != (long)size ||
			syscall(SYS_write, null, buffer, size) != (long)size)
			abort();
}

const struct workload workload = {
	.name = "dd",
	.summary = "what dd if=/dev/zero of=/dev/null bs=SIZE does: read, write",
	.calls_per_op = 2,
	.calls = { SYS_read, SYS_write },
	.selects_per_op = 1,
	.select = { SYS_write },
	.size = 1,
	.size_max = 1 << 20,
	.setup = setup,
	.run = run,
};
