#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ, .offset = -4 };

const struct workload workload = {
	.name = "memory-read-straddling",
	.summary = "memory-read from four bytes before the border of a page on",
	.size = 8,
	.size_max = 64 << 20,
	.memory = &layout,
};
