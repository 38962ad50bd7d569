#include "loops/notify_loop.h"

static int supervise(struct run *run)
{
	return notify_supervise(run, NOTIFY_ANSWER | NOTIFY_SYNC);
}

const struct mode mode = {
	.name = "user-notif-sync",
	.summary = "user-notif, and the supervisor wakes on the CPU of the tracee",
	.since = "6.6",
	.changes = "answer it",
	.reads = "yes",
	.superset_of = "seccomp-allow",
	.stops_per_call = 1,
	.answers = true,
	.notifies = true,
	.arm = notify_arm,
	.supervise = supervise,
};
