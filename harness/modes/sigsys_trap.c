#include "mode.h"

const struct mode mode = {
	.name = "sigsys-trap",
	.summary = "a RET_TRAP filter: a handler of SIGSYS makes each call",
	.since = "3.5",
	.changes = "yes",
	.reads = "in the process",
	.misses = COVER_STATIC,
	.stops_per_call = 1,
	.inject = "sigsys_trap.so",
};
