#include "workload.h"

static const struct layout layout = { .access = MEMORY_WRITE };

const struct workload workload = {
	.name = "memory-write",
	.summary = "a stopped process into whose memory --size bytes are written at a time",
	.size = 4096,
	.size_max = 64 << 20,
	.memory = &layout,
};
