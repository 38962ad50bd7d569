#include "mode.h"

const struct mode mode = {
	.name = "preload",
	.summary = "LD_PRELOAD of the libc functions that make one call, each of them counted",
	.since = "any",
	.changes = "yes",
	.reads = "in the process",
	.stops_per_call = 1,
	.misses = COVER_STATIC | COVER_BARE,
	.inject = "preload.so",
};
