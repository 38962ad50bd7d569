#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>

#include "action.h"
#include "block.h"
#include "detour.h"
#include "frame.h"
#include "raw.h"
#include "rights.h"

#ifdef __x86_64__

#ifndef SS_AUTODISARM
#define SS_AUTODISARM (1U << 31)
#endif

enum {
	RECORDS_MAX = 1024,
	SIGNALS = 64,
	SA_OWN_RESTORER = 0x04000000,
	FLAGS_OF_RUN = 0x10500, /* trap, direction, resume: off where a handler begins */
};

void raw_handler(int signal, siginfo_t *info, void *context);
void raw_trap(int signal, siginfo_t *info, void *context);

/* Records are never changed: a child that shares the memory may have other handlers. */
static struct record {
	struct action action;
	atomic_bool ready;
} records[RECORDS_MAX];
static _Atomic unsigned n_records;
static uint64_t kept;
static _Atomic uint64_t ever_handled; /* by us, not by the kernel */
static bool stack_is_seen;

static long set(int signal, const struct action *new, struct action *old)
{
	return raw(SYS_rt_sigaction, (long)signal, new, old, (long)sizeof(uint64_t));
}

static bool is_ours(const struct action *action)
{
	return action->inform == raw_handler || action->inform == raw_trap;
}

static const struct action *record_of(const struct action *action)
{
	unsigned n = atomic_load(&n_records);
	for (unsigned i = 0; i < n && i < RECORDS_MAX; i++)
		if (records[i].ready && memcmp(&records[i].action, action, sizeof *action) == 0)
			return &records[i].action;
	n = atomic_fetch_add(&n_records, 1);
	if (n >= RECORDS_MAX)
		return NULL;
	records[n].action = *action;
	records[n].ready = true;
	return &records[n].action;
}

/* Tells whether the kernel can do what the program asks for, without us. */
static bool is_kernels(int signal, const struct action *programs)
{
	return !(kept & ACTION_BIT(signal)) &&
	       (programs->handler == SIG_DFL || programs->handler == SIG_IGN);
}

/* Returns what to tell the kernel. A trap leaves signals open, which is quicker, where no code of
 * the program's can run on our stack. If there is no room for a record the handler is called as it
 * is. */
static struct action wrapped(int signal, const struct action *programs)
{
	bool stays = kept & ACTION_BIT(signal);
	if (is_kernels(signal, programs))
		return *programs;
	const struct action *record = record_of(programs);
	if (!record && !stays)
		return *programs;
	unsigned long flags = programs->flags | SA_SIGINFO | SA_ONSTACK | SA_OWN_RESTORER;
	if (stays)
		flags &= ~(unsigned long)SA_RESETHAND;
	void (*back)(void) = (void (*)(void))(uintptr_t)record;
	if (signal != SIGSYS || stack_is_seen)
		return (struct action){ { .inform = raw_handler }, flags, back, ~0UL };
	return (struct action){ { .inform = raw_trap }, flags | SA_NODEFER, back, 0 };
}

static struct action unwrapped(const struct action *kernels)
{
	static const struct action none = { .handler = SIG_DFL };
	if (!is_ours(kernels))
		return *kernels;
	return kernels->restorer ? *(const struct action *)(uintptr_t)kernels->restorer : none;
}

long action_set(int signal, const struct action *new, struct action *old)
{
	struct action now, before;
	if (signal < 1 || signal > SIGNALS)
		return -EINVAL;
	if (new && !rights_readable(new, sizeof *new))
		return -EFAULT;
	if (new)
		now = wrapped(signal, new);
	if (new && !is_kernels(signal, new))
		atomic_fetch_or(&ever_handled, ACTION_BIT(signal));
	long error = set(signal, new ? &now : NULL, &before);
	if (error || !old)
		return error;
	if (!rights_writable(old, sizeof before))
		return -EFAULT;
	*old = unwrapped(&before);
	return 0;
}

void action_begin(uint64_t ours, bool seen)
{
	struct action before;
	kept = ours;
	stack_is_seen = seen;
	for (int signal = 1; signal <= SIGNALS; signal++)
		if (set(signal, NULL, &before) == 0 && !is_kernels(signal, &before))
			action_set(signal, &before, NULL);
}

uint64_t action_handled(void)
{
	return ever_handled;
}

void action_again(void)
{
	static const struct action none = { .handler = SIG_DFL };
	for (int signal = 1; signal <= SIGNALS; signal++)
		if (kept & ACTION_BIT(signal))
			action_set(signal, &none, NULL);
}

static void die(int signal)
{
	static const struct action none = { .handler = SIG_DFL };
	set(signal, &none, NULL);
	raw(SYS_tgkill, raw(SYS_getpid), raw(SYS_gettid), (long)signal);
}

/* Returns where the handler's frame is due; NULL if it does not fit on its stack. */
static struct frame *place(const struct action *programs, ucontext_t *context)
{
	const stack_t *stack = block_programs(context);
	if (stack_is_seen && !stack->ss_size)
		stack = &context->uc_stack;
	unsigned long pointer = (unsigned long)context->uc_mcontext.gregs[REG_RSP];
	unsigned long start = (unsigned long)stack->ss_sp;
	bool on = stack_holds(stack, pointer);
	bool enter = programs->flags & SA_ONSTACK && stack->ss_size && !on;
	pointer = enter ? start + stack->ss_size : pointer - RED_ZONE;
	struct frame *frame = frame_below(context, detour_below(pointer, context));
	return (enter || on) && (unsigned long)frame <= start ? NULL : frame;
}

/* Fills the frame from which the handler returns to the program. */
static void fill(struct frame *frame, const siginfo_t *info, ucontext_t *context,
	const struct action *programs)
{
	stack_t *stack = block_programs(context);
	frame_fill(frame, context)->uc_stack = *stack;
	frame->info = *info;
	frame->start = programs->restorer;
	if ((unsigned)stack->ss_flags & SS_AUTODISARM)
		*stack = (stack_t){ .ss_flags = SS_DISABLE };
}

/* Without a state the kernel gives the handler a clean one. */
static void enter(
	int signal, struct frame *frame, ucontext_t *context, const struct action *programs)
{
	greg_t *r = context->uc_mcontext.gregs;
	uint64_t *mask = (uint64_t *)&context->uc_sigmask;
	r[REG_RIP] = (greg_t)programs->handler;
	r[REG_RSP] = (greg_t)frame;
	r[REG_RDI] = signal;
	r[REG_RSI] = (greg_t)&frame->info;
	r[REG_RDX] = (greg_t)frame->context;
	r[REG_RAX] = 0;
	r[REG_EFL] &= ~(greg_t)FLAGS_OF_RUN;
	context->uc_mcontext.fpregs = NULL;
	*mask |= programs->mask;
	if (!(programs->flags & SA_NODEFER))
		*mask |= ACTION_BIT(signal);
	*mask &= ~ACTION_BIT(SIGSYS);
}

/* The kernel resets the others. */
static void reset(int signal, const struct action *programs)
{
	static const struct action none = { .handler = SIG_DFL };
	if (programs->flags & SA_RESETHAND && kept & ACTION_BIT(signal))
		action_set(signal, &none, NULL);
}

void action_deliver(int signal, siginfo_t *info, ucontext_t *context, const struct action *programs)
{
	bool sent = info->si_code <= 0; /* a fault that is ignored would come again */
	if (programs && programs->handler == SIG_IGN && sent)
		return;
	bool handled = programs && programs->handler != SIG_DFL && programs->handler != SIG_IGN;
	struct frame *frame = handled ? place(programs, context) : NULL;
	if (!frame) {
		die(handled ? SIGSEGV : signal);
		return;
	}
	reset(signal, programs);
	fill(frame, info, context, programs);
	enter(signal, frame, context, programs);
}

#endif
