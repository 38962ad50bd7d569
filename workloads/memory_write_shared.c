#include "workload.h"

static const struct layout layout = { .access = MEMORY_WRITE, .backing = BACKED_SHARED };

const struct workload workload = {
	.name = "memory-write-shared",
	.summary = "memory-write of shared anonymous pages",
	.size = 4096,
	.size_max = 64 << 20,
	.memory = &layout,
};
