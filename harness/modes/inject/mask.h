/* Calls that set a mask of signals, which must not have SIGSYS in it. Each function serves a call,
 * as those of emulate.c. */
#ifndef TRACETAX_MASK_H
#define TRACETAX_MASK_H

#include <ucontext.h>

/* Serves rt_sigprocmask(2): sets the mask in the context from which the program resumes. */
long mask_set(ucontext_t *context);
/* Serve the calls that wait with a mask of their own: it is the argument of that number, or the
 * sixth points to a pointer to it. */
long mask_wait_first(ucontext_t *context);
long mask_wait_fourth(ucontext_t *context);
long mask_wait_fifth(ucontext_t *context);
long mask_wait_pointer(ucontext_t *context);

#endif
