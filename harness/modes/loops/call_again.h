/* What ptrace(2) leaves to each architecture: a call that was skipped is made after all. */
#ifndef TRACETAX_CALL_AGAIN_H
#define TRACETAX_CALL_AGAIN_H

#include <sys/types.h>

#if defined __x86_64__ || defined __aarch64__
#define CAN_CALL_AGAIN 1
#endif

/* At a stop of PTRACE_SYSEMU: the tracee comes to this call again, as if for the first time. 0 or
 * -errno. */
int call_again(pid_t tracee);

#endif
