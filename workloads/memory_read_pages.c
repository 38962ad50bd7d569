#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ, .piece = 4096 };

const struct workload workload = {
	.name = "memory-read-pages",
	.summary = "--size blocks of 4096 bytes, none beside another, are read",
	.size = 64,
	.size_max = PIECES_MAX,
	.size_unit = SIZE_PIECES,
	.memory = &layout,
};
