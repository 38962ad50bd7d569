#include "mode.h"

const struct mode mode = {
	.name = "untraced",
	.summary = "nothing watches: the baseline",
	.since = "any",
	.changes = "no",
	.reads = "no",
	.baseline = true,
};
