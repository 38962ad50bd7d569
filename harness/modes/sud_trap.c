#include "mode.h"

const struct mode mode = {
	.name = "sud-trap",
	.summary = "syscall user dispatch: a handler of SIGSYS makes each call",
	.since = "5.11",
	.changes = "yes",
	.reads = "in the process",
	.superset_of = "sud-armed",
	.misses = COVER_STATIC,
	.stops_per_call = 1,
	.inject = "sud_trap.so",
};
