#include "workload.h"

static const struct layout layout = { .access = MEMORY_WRITE, .backing = BACKED_HUGE };

const struct workload workload = {
	.name = "memory-write-huge",
	.summary = "memory-write of transparent huge pages",
	.size = 4096,
	.size_max = 64 << 20,
	.memory = &layout,
};
