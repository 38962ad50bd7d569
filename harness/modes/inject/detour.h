/* A call that has trapped is made where the program is, once the handler has returned: on the
 * program's stack, below the red zone, with its signals open, so that a signal finds the program as
 * if nothing were between it and the kernel.
 *
 *   the site -> handler -> raw_detour: syscall; the program's registers -> behind the site */
#ifndef TRACETAX_DETOUR_H
#define TRACETAX_DETOUR_H

#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>

enum { DETOUR_ARGUMENTS = 6, RED_ZONE = 128 };

/* On the program's stack; raw.S knows where each is. */
struct detour {
	long argument[DETOUR_ARGUMENTS]; /* the program's */
	uint64_t room[3]; /* for what an argument points to instead */
	long stack, back; /* the program's stack pointer, and where it goes on */
};

/* Has the context make its call; then the program goes on. The caller may change the arguments. */
struct detour *detour(ucontext_t *context);
/* The same for a call by int 0x80. */
void detour_ia32(ucontext_t *context);
/* Takes a context that is on a detour to where the program would be: behind its call if that has
 * been made, else before it. Tells whether the call is still to be made. */
bool detour_settle(ucontext_t *context);

/* Returns the context of the trap that the signal of this one has interrupted, as it was before the
 * call was made or counted: what is done on our stack is undone. NULL: the signal has interrupted
 * the program. */
ucontext_t *detour_undo(ucontext_t *context, bool *counted);

/* Returns the pointer, or one below what is in use by the handler of this context if it runs on the
 * same stack. */
unsigned long detour_below(unsigned long pointer, const ucontext_t *context);

#endif
