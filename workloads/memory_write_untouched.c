#include "workload.h"

static const struct layout layout = { .access = MEMORY_WRITE, .backing = BACKED_BY_NOTHING };

const struct workload workload = {
	.name = "memory-write-untouched",
	.summary = "memory-write of pages that nobody has touched before",
	.size = 4096,
	.size_max = 1 << 20,
	.memory = &layout,
};
