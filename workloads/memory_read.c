#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ };

const struct workload workload = {
	.name = "memory-read",
	.summary = "a stopped process whose memory is read, --size bytes at a time",
	.size = 4096,
	.size_max = 64 << 20,
	.memory = &layout,
};
