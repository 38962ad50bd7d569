#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ, .backing = BACKED_HUGE };

const struct workload workload = {
	.name = "memory-read-huge",
	.summary = "memory-read of transparent huge pages",
	.size = 4096,
	.size_max = 64 << 20,
	.memory = &layout,
};
