/* Processes that must not outlive this one, for a while in which nothing else would end them. */
#ifndef TRACETAX_GUARD_H
#define TRACETAX_GUARD_H

#include <stdatomic.h>
#include <sys/types.h>

/* Starts the process that ends those that are guarded when this one, killed perhaps, has gone. 0 or
 * -errno. */
int guard_start(void);
void guard_stop(void);

/* Guards a process until guard_off, which takes what guard_on gives. Any thread may call them. */
_Atomic pid_t *guard_on(pid_t pid);
void guard_off(_Atomic pid_t *place);

#endif
