#include "workload.h"

static const struct layout layout = { .access = MEMORY_WRITE, .piece = 4096 };

const struct workload workload = {
	.name = "memory-write-pages",
	.summary = "--size blocks of 4096 bytes, none beside another, are written",
	.size = 64,
	.size_max = PIECES_MAX,
	.size_unit = SIZE_PIECES,
	.memory = &layout,
};
