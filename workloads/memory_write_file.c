#include "workload.h"

static const struct layout layout = { .access = MEMORY_WRITE, .backing = BACKED_FILE };

const struct workload workload = {
	.name = "memory-write-file",
	.summary = "memory-write of a file in the page cache, mapped MAP_SHARED",
	.size = 4096,
	.size_max = 64 << 20,
	.memory = &layout,
};
