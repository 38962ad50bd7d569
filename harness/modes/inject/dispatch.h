/* Syscall user dispatch: prctl(PR_SET_SYSCALL_USER_DISPATCH) for the calling thread. Neither a new
 * thread nor a child inherits it. */
#ifndef TRACETAX_DISPATCH_H
#define TRACETAX_DISPATCH_H

#include "attach.h"

enum { DISPATCH_TRAP = 2 }; /* SYS_USER_DISPATCH, the si_code of its SIGSYS */

/* Dispatches all calls except those of raw.h; the kernel reads the selector at each. Ends the
 * process if the kernel refuses. */
void dispatch_begin(struct page *page, char selector);
/* Does the same in a new thread or child. */
void dispatch_again(void);
/* Switches dispatch off in the calling thread, whose calls then take the kernel's fast path again.
 * Ends the process if the kernel refuses. */
void dispatch_off(void);

#endif
