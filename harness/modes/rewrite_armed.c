#include "mode.h"

const struct mode mode = {
	.name = "rewrite-armed",
	.summary = "rewrite by a tool that looks for new sites in the loop too: dispatch stays on",
	.since = "5.11",
	.superset_of = "rewrite",
	.changes = "yes",
	.reads = "in the process",
	.needs = "CAP_SYS_RAWIO, or vm.mmap_min_addr=0",
	.misses = COVER_STATIC,
	.stops_per_call = 1,
	.inject = "rewrite_armed.so",
};
