/* Children of clone(2) and clone3(2) with CLONE_UNTRACED, whose calls a filter would send to a
 * tracer that they do not have: each would be answered by ENOSYS. So the filter traps that clone,
 * and the tracer takes the flag away. clone3(2) has its flags in memory, where no filter sees them:
 * the tracer has to look at each, which is too much where threads are timed. */
#ifndef TRACETAX_CLONE_TRACED_H
#define TRACETAX_CLONE_TRACED_H

#include <seccomp.h>
#include <stdbool.h>
#include <sys/types.h>

/* Adds the trap to a filter. Returns 0 or -errno. */
int clone_traced_trap(scmp_filter_ctx filter);

/* Makes a filter stop each clone3 for a look: `alone` if it would not otherwise stop it. Returns 0
 * or -errno. */
int clone_traced_look(scmp_filter_ctx filter, bool alone);

/* Tells whether a SIGSYS about to be delivered is that trap; then the tracee is to make its clone
 * again, as if for the first time, without the flag. */
bool clone_traced_again(pid_t tid);

/* Takes the flag away from a clone3 at a stop for a filter. Returns whether the filter stops it for
 * that alone. */
bool clone_traced_looked(pid_t tid);

#endif
