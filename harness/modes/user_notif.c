#include "loops/notify_loop.h"

static int supervise(struct run *run)
{
	return notify_supervise(run, NOTIFY_ANSWER);
}

const struct mode mode = {
	.name = "user-notif",
	.summary = "a RET_USER_NOTIF filter: a supervisor answers in place of the kernel",
	.since = NOTIFY_SINCE,
	.changes = "answer it",
	.reads = "yes",
	.superset_of = "seccomp-allow",
	.stops_per_call = 1,
	.answers = true,
	.notifies = true,
	.arm = notify_arm,
	.supervise = supervise,
};
