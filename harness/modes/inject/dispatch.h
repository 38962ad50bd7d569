/* Syscall user dispatch: prctl(PR_SET_SYSCALL_USER_DISPATCH) of the calling thread, which neither a
 * new thread nor a child inherits. */
#ifndef TRACETAX_DISPATCH_H
#define TRACETAX_DISPATCH_H

#include "attach.h"

enum { DISPATCH_TRAP = 2 }; /* SYS_USER_DISPATCH, the si_code of its SIGSYS */

/* All calls but those of raw.h; the kernel reads the selector at each of them. Ends the process
 * where it is refused. */
void dispatch_begin(struct page *page, char selector);
/* The same in a new thread or child. */
void dispatch_again(void);
/* No more, in the calling thread: its calls no longer take the kernel's slow path. Ends the process
 * where it is refused. */
void dispatch_off(void);

#endif
