#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ, .backing = BACKED_SHARED };

const struct workload workload = {
	.name = "memory-read-shared",
	.summary = "memory-read of shared anonymous pages",
	.size = 4096,
	.size_max = 64 << 20,
	.memory = &layout,
};
