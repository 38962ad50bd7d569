/* Which tasks a ptrace loop has, whatever the order in which the kernel tells of them. */
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
	SEEN_EARLY, /* the event of its parent is */
	TRACED,
	DIED_EARLY, /* the event of its parent is, of one that is gone */
};

struct tracee {
	uint8_t knowledge;
	uint8_t request; /* its last restart, PTRACE_* */
	uint32_t stops; /* of any kind, once it is known; may wrap: they decide an order alone */
};

/* Zeroed, it has none; then `start` is set. Large: for a mapping, whose pages cost nothing until
 * they are touched. */
struct tracees {
	struct tracee of[TID_MAX]; /* by tid, so that no stop costs a search */
	size_t alive;
	uint8_t start; /* the request of a new one */
	uint32_t mean; /* stops of each, of those served last: a new one begins there */
};

/* The program itself, which no event tells of. */
void tracees_seized(struct tracees *tracees, pid_t tid);

/* A fork's, vfork's or clone's event of its parent. It and the child's first stop come in either
 * order, and the child may even be gone by then. */
void tracees_announced(struct tracees *tracees, pid_t child);

/* A stop of its own that may be its first. */
void tracees_met(struct tracees *tracees, pid_t tid);

/* Its end was reported. */
void tracees_ended(struct tracees *tracees, pid_t tid);

/* An exec by the task that was `former` (PTRACE_GETEVENTMSG): a thread that execs takes the tid of
 * its leader, and the old tid is never reported again (ptrace(2), "execve(2) under ptrace"). */
void tracees_exec(struct tracees *tracees, pid_t tid, unsigned long former);

static inline bool tracee_is_known(const struct tracee *tracee)
{
	return tracee->knowledge != UNKNOWN && tracee->knowledge != DIED_EARLY;
}

#endif
