#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ, .piece = 8 };

const struct workload workload = {
	.name = "memory-read-words",
	.summary = "--size words of 8 bytes, each in a page of its own, are read",
	.size = 64,
	.size_max = PIECES_MAX,
	.size_unit = SIZE_PIECES,
	.memory = &layout,
};
