/* The tasks of a ptrace loop, whatever the order in which the kernel tells of them. */
#ifndef TRACETAX_TRACEES_H
#define TRACETAX_TRACEES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { TID_MAX = 4 * 1024 * 1024 }; /* PID_MAX_LIMIT, include/linux/threads.h */

/* What is known of a tid. */
enum knowledge {
	UNKNOWN,
	ANNOUNCED, /* its first stop is still to come */
	SEEN_EARLY, /* it has stopped; the event of its parent is still to come */
	TRACED,
	DIED_EARLY, /* it is gone; the event of its parent is still to come */
};

struct tracee {
	uint8_t knowledge;
	uint8_t request; /* of its last restart, PTRACE_* */
	uint32_t stops; /* of any kind, since it is known; may wrap, as they only decide an order */
};

/* Zeroed, it has no tasks; then `start` is to be set. It is large: it belongs in a mapping, whose
 * pages cost nothing until they are touched. */
struct tracees {
	struct tracee of[TID_MAX]; /* by tid, so that no stop costs a search */
	size_t alive;
	uint8_t start; /* the request of a new task */
	uint32_t mean; /* stops of each task that was served last: a new task begins there */
};

/* Adds the program itself, which no event tells of. */
void tracees_seized(struct tracees *tracees, pid_t tid);

/* Takes the event of a fork, vfork or clone from the parent. It comes before or after the child's
 * first stop, and the child may even be gone by then. */
void tracees_announced(struct tracees *tracees, pid_t child);

/* Takes a stop of the task's own that may be its first. */
void tracees_met(struct tracees *tracees, pid_t tid);

/* Takes the report of its end. */
void tracees_ended(struct tracees *tracees, pid_t tid);

/* Takes an exec by the task that was `former` (PTRACE_GETEVENTMSG): a thread that execs takes the
 * tid of its leader, and its own is never reported again (ptrace(2), "execve(2) under ptrace"). */
void tracees_exec(struct tracees *tracees, pid_t tid, unsigned long former);

static inline bool tracee_is_known(const struct tracee *tracee)
{
	return tracee->knowledge != UNKNOWN && tracee->knowledge != DIED_EARLY;
}

#endif
