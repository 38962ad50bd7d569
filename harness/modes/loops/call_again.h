/* A call that PTRACE_SYSEMU has skipped, made after all: each architecture has its own way. */
#ifndef TRACETAX_CALL_AGAIN_H
#define TRACETAX_CALL_AGAIN_H

#include <sys/types.h>

#if defined __x86_64__ || defined __aarch64__
#define CAN_CALL_AGAIN 1
#endif

/* Has the tracee come to its call again, as if for the first time; at a stop of PTRACE_SYSEMU.
 * Returns 0 or -errno. */
int call_again(pid_t tracee);

#endif
