#include <string.h>

#include "frame.h"

#ifdef __x86_64__

enum { STATE_ALIGNMENT = 64, ALIGNMENT = 16 };

/* Returns the size of the extended registers, as the kernel has saved them. */
static size_t state_size(const ucontext_t *context)
{
	const char *state = (const char *)context->uc_mcontext.fpregs;
	struct _fpx_sw_bytes extended; /* at the end of what FXSAVE writes */
	memcpy(&extended, state + sizeof(struct _libc_fpstate) - sizeof extended, sizeof extended);
	return extended.magic1 == FP_XSTATE_MAGIC1 ? extended.extended_size
						   : sizeof(struct _libc_fpstate);
}

struct frame *frame_below(const ucontext_t *context, unsigned long pointer)
{
	unsigned long state = (pointer - state_size(context)) & ~(STATE_ALIGNMENT - 1UL);
	unsigned long end = (state - sizeof(struct frame)) & ~(ALIGNMENT - 1UL);
	return (struct frame *)(end - sizeof(void *)); /* as after a call */
}

ucontext_t *frame_fill(struct frame *frame, const ucontext_t *context)
{
	unsigned long above = (unsigned long)(frame + 1) + STATE_ALIGNMENT - 1;
	void *state = (void *)(above & ~(STATE_ALIGNMENT - 1UL));
	ucontext_t *copy = (ucontext_t *)frame->context;
	memcpy(state, context->uc_mcontext.fpregs, state_size(context));
	memcpy(copy, context, sizeof frame->context);
	copy->uc_mcontext.fpregs = state;
	return copy;
}

#endif
