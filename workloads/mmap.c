#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static const size_t LENGTH = 4096; /* or one page, where pages are larger */

/* Leaves the page untouched: a page fault is the workload `fault`. */
static void run(uint64_t ops)
{
	while (ops--) {
		long address = syscall(SYS_mmap, NULL, LENGTH, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS, -1L, 0L);
		if (address == -1 || syscall(SYS_munmap, address, LENGTH) < 0)
			abort();
	}
}

const struct workload workload = {
	.name = "mmap",
	.summary = "mmap and munmap of a page of memory, which is not touched",
	.calls_per_op = 2,
	.calls = { SYS_mmap, SYS_munmap },
	.selects_per_op = 1,
	.select = { SYS_mmap },
	.typical = true,
	.run = run,
};
