#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ, .backing = BACKED_FILE };

const struct workload workload = {
	.name = "memory-read-file",
	.summary = "memory-read of a file in the page cache, mapped MAP_SHARED",
	.size = 4096,
	.size_max = 64 << 20,
	.memory = &layout,
};
