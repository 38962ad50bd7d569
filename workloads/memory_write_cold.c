#include "workload.h"

static const struct layout layout = { .access = MEMORY_WRITE, .cold = true };

const struct workload workload = {
	.name = "memory-write-cold",
	.summary = "memory-write, each time at a place that has left the caches",
	.size = 4096,
	.size_max = 64 << 20,
	.memory = &layout,
};
