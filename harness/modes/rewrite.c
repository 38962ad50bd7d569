#include "mode.h"

const struct mode mode = {
	.name = "rewrite",
	.summary =
		"a call's instruction becomes a call of a trampoline; its first trap has shown it",
	.since = "5.11",
	.changes = "yes",
	.reads = "in the process",
	.needs = "CAP_SYS_RAWIO, or vm.mmap_min_addr=0",
	.misses = COVER_STATIC,
	.stops_per_call = 1,
	.inject = "rewrite.so",
};
