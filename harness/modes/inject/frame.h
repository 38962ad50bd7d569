/* What the kernel puts on a stack for a signal handler, made by us on another one. */
#ifndef TRACETAX_FRAME_H
#define TRACETAX_FRAME_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

/* rt_sigreturn(2) resumes from the context; the extended state lies above, and the context points
 * to it. */
struct frame {
	void (*start)(void); /* what the handler returns to */
	unsigned char context[offsetof(ucontext_t, uc_sigmask) + sizeof(uint64_t)];
	siginfo_t info;
};

/* Returns where the frame for this context is due below the pointer, as the kernel aligns it. */
struct frame *frame_below(const ucontext_t *context, unsigned long pointer);
/* Copies the context there, with its extended state. Returns the copy. */
ucontext_t *frame_fill(struct frame *frame, const ucontext_t *context);

#endif
