#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ, .text = true, .offset = 2048 };

const struct workload workload = {
	.name = "string",
	.summary = "a NUL-terminated path of --size bytes is read, from the middle of a page on",
	.size = 32,
	.size_max = 4096,
	.memory = &layout,
};
