#include <errno.h>
#include <signal.h>
#include <string.h>

#include "action.h"
#include "detour.h"
#include "mask.h"
#include "rights.h"

#ifdef __x86_64__

static const uint64_t SIGSYS_BIT = ACTION_BIT(SIGSYS);

/* The last argument of pselect6 and io_pgetevents. */
struct mask_pointer {
	greg_t mask;
	size_t size;
};

/* Takes SIGSYS out of a mask, as a trap while it is blocked kills. The kernel answers a wrong
 * pointer. */
static void open_sigsys(uint64_t *room, greg_t *mask)
{
	if (!*mask || !rights_readable((const void *)*mask, sizeof *room))
		return;
	*room = *(const uint64_t *)*mask & ~SIGSYS_BIT;
	*mask = (greg_t)room;
}

/* The calls that wait return their own number: they are still to be made. */
static long wait_with(ucontext_t *context, int mask)
{
	greg_t *r = context->uc_mcontext.gregs;
	open_sigsys(detour(context)->room, &r[mask]);
	return r[REG_RAX];
}

long mask_wait_first(ucontext_t *context)
{
	return wait_with(context, REG_RDI);
}

long mask_wait_fourth(ucontext_t *context)
{
	return wait_with(context, REG_R10);
}

long mask_wait_fifth(ucontext_t *context)
{
	return wait_with(context, REG_R8);
}

long mask_wait_pointer(ucontext_t *context)
{
	greg_t *r = context->uc_mcontext.gregs;
	const struct mask_pointer *given = (const struct mask_pointer *)r[REG_R9];
	struct detour *made = detour(context);
	if (!given || !rights_readable(given, sizeof *given))
		return r[REG_RAX];
	struct mask_pointer pointer = *given;
	open_sigsys(made->room + 2, &pointer.mask);
	memcpy(made->room, &pointer, sizeof pointer);
	r[REG_R9] = (greg_t)made->room;
	return r[REG_RAX];
}

/* Sets the mask in the context from which the program resumes; the handler blocks all signals. */
static long change_mask(ucontext_t *context, long how, const uint64_t *set)
{
	uint64_t *mask = (uint64_t *)&context->uc_sigmask, given;
	if (!rights_readable(set, sizeof given))
		return -EFAULT;
	given = *set;
	if (how == SIG_BLOCK)
		*mask |= given;
	else if (how == SIG_UNBLOCK)
		*mask &= ~given;
	else if (how == SIG_SETMASK)
		*mask = given;
	else
		return -EINVAL;
	*mask &= ~(SIGSYS_BIT | ACTION_BIT(SIGKILL) | ACTION_BIT(SIGSTOP));
	return 0;
}

long mask_set(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	uint64_t before = *(const uint64_t *)&context->uc_sigmask;
	uint64_t *told = (uint64_t *)r[REG_RDX];
	if (r[REG_R10] != sizeof before)
		return -EINVAL;
	long error = r[REG_RSI] ? change_mask(context, r[REG_RDI], (const void *)r[REG_RSI]) : 0;
	if (error || !told)
		return error;
	if (!rights_writable(told, sizeof before))
		return -EFAULT;
	*told = before;
	return 0;
}

#endif
