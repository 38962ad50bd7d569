#include "workload.h"

static const struct layout layout = { .access = MEMORY_WRITE, .offset = -4 };

const struct workload workload = {
	.name = "memory-write-straddling",
	.summary = "memory-write from four bytes before the border of a page on",
	.size = 8,
	.size_max = 64 << 20,
	.memory = &layout,
};
