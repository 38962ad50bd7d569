#include <stdlib.h>

#include "workload.h"

/* The largest base page of any Linux, so that the number of pages read is a matter of size alone.
 */
static const size_t PAGE_ALIGNMENT = 65536;

static int setup(struct page *page)
{
	unsigned char *bytes =
		aligned_alloc(PAGE_ALIGNMENT, (page->size + PAGE_ALIGNMENT - 1) & -PAGE_ALIGNMENT);
	if (!bytes)
		return -1;
	memory_pattern(bytes, page->size);
	page->memory = (uintptr_t)bytes;
	return 0;
}

const struct workload workload = {
	.name = "memory-read",
	.summary = "a stopped process whose memory is read, --size bytes at a time",
	.size = 4096,
	.size_max = 1 << 20,
	.setup = setup,
};
