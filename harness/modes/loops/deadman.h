/* Guards processes that must not outlive this one while nothing else would end them. */
#ifndef TRACETAX_DEADMAN_H
#define TRACETAX_DEADMAN_H

#include <stdatomic.h>
#include <sys/types.h>

/* Starts the process that kills the guarded ones once this one is gone, by whatever signal. Returns
 * 0 or -errno. */
int deadman_start(void);
void deadman_stop(void);

/* Guards a process until deadman_off, which takes what deadman_on returns. Thread-safe. */
_Atomic pid_t *deadman_on(pid_t pid);
void deadman_off(_Atomic pid_t *place);

#endif
