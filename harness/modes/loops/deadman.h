/* Processes that must not outlive this one, for a while in which nothing else would end them. */
#ifndef TRACETAX_DEADMAN_H
#define TRACETAX_DEADMAN_H

#include <stdatomic.h>
#include <sys/types.h>

/* Starts the process that ends those that are guarded when this one, killed perhaps, has gone. 0 or
 * -errno. */
int deadman_start(void);
void deadman_stop(void);

/* Guards a process until deadman_off, which takes what deadman_on gives. Any thread may call them.
 */
_Atomic pid_t *deadman_on(pid_t pid);
void deadman_off(_Atomic pid_t *place);

#endif
