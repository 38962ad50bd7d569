#include "loops/notify_loop.h"

static int supervise(struct run *run)
{
	return notify_supervise(run, 0);
}

const struct mode mode = {
	.name = "user-notif-continue",
	.summary = "user-notif, and the supervisor lets the call go on",
	.since = NOTIFY_SINCE,
	.changes = "answer it",
	.reads = "yes",
	.superset_of = "seccomp-allow",
	.stops_per_call = 1,
	.notifies = true,
	.arm = notify_arm,
	.supervise = supervise,
};
