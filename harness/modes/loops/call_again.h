/* Makes a call that PTRACE_SYSEMU has skipped; each architecture has its own way. */
#ifndef TRACETAX_CALL_AGAIN_H
#define TRACETAX_CALL_AGAIN_H

#include <sys/types.h>

#if defined __x86_64__ || defined __aarch64__
#define CAN_CALL_AGAIN 1
#endif

/* Makes a tracee at a stop of PTRACE_SYSEMU come to its call again, as if for the first time.
 * Returns 0 or -errno. */
int call_again(pid_t tracee);

#endif
