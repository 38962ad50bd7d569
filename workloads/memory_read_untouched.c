#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ, .backing = BACKED_BY_NOTHING };

const struct workload workload = {
	.name = "memory-read-untouched",
	.summary = "memory-read of pages that nobody has touched before",
	.size = 4096,
	.size_max = 1 << 20,
	.memory = &layout,
};
