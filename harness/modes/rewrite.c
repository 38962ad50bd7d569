#include "mode.h"

const struct mode mode = {
	.name = "rewrite",
	.summary =
		"sud-trap until a call's instruction has trapped: from then on it is a call of a "
		"trampoline",
	.since = "5.11",
	.changes = "yes",
	.reads = "in the process",
	.needs = "CAP_SYS_RAWIO, or vm.mmap_min_addr=0",
	.loses = OVER_STATIC,
	.stops_per_call = 1,
	.inject = "rewrite.so",
};
