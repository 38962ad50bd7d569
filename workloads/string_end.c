#include "workload.h"

static const struct layout layout = { .access = MEMORY_READ, .text = true, .at_end = true };

const struct workload workload = {
	.name = "string-end",
	.summary = "the same, and its NUL is the last byte before an unmapped page",
	.size = 32,
	.size_max = 4096,
	.memory = &layout,
};
