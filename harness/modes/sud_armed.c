#include "mode.h"

const struct mode mode = {
	.name = "sud-armed",
	.summary = "syscall user dispatch that lets every call through: nothing is intercepted",
	.since = "5.11",
	.changes = "no",
	.reads = "no",
	.misses = COVER_STATIC | COVER_CLONE,
	.stops_per_call = 0,
	.inject = "sud_armed.so",
};
