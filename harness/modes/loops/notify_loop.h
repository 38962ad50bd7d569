/* The notification loop, written once for every mode that answers notifications. */
#ifndef TRACETAX_NOTIFY_LOOP_H
#define TRACETAX_NOTIFY_LOOP_H

#include "base/notify.h"
#include "modes/mode.h"

enum notify {
	NOTIFY_ANSWER = 1, /* answer in place of the kernel while the loop runs */
	NOTIFY_SYNC = 2, /* wake the supervisor on the CPU where the tracee sleeps: SYNC_WAKE_UP */
	NOTIFY_BATCH = 4, /* receive all that wait before the first is answered */
};

/* Installs, for `arm`, a filter that notifies of every call, and puts its descriptor into
 * page->live.listener. From then on the tracee makes no call without a supervisor. Returns 0, or
 * what page_fail returns. */
int notify_arm(const struct run *run);

/* Opens the gate, for `supervise`, takes over the descriptor, and answers and counts every
 * notification of the tree until its last task has ended. `how` has bits of enum notify. Returns 0,
 * or what page_fail returns. */
int notify_supervise(struct run *run, unsigned how);

#endif
