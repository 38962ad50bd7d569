#include "loops/notify_loop.h"

static int supervise(struct run *run)
{
	return notify_supervise(run, NOTIFY_BATCH);
}

const struct mode mode = {
	.name = "user-notif-batch",
	.summary = "user-notif-continue, all that wait received before one is answered",
	.since = NOTIFY_SINCE,
	.changes = "answer it",
	.reads = "yes",
	.superset_of = "seccomp-allow",
	.stops_per_call = 1,
	.notifies = true,
	.arm = notify_arm,
	.supervise = supervise,
};
