#include <errno.h>
#include <linux/audit.h>
#include <linux/sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>

#include "action.h"
#include "block.h"
#include "debugged.h"
#include "detour.h"
#include "emulate.h"
#include "frame.h"
#include "raw.h"
#include "rights.h"

#ifndef SS_AUTODISARM
#define SS_AUTODISARM (1U << 31)
#endif

#ifdef __x86_64__

enum { STACK_MIN = 2048 }; /* MINSIGSTKSZ of the kernel */
static const uint64_t SIGSYS_BIT = ACTION_BIT(SIGSYS);

/* The last argument of pselect6 and io_pgetevents. */
struct mask_pointer {
	greg_t mask;
	size_t size;
};

_Noreturn void raw_resume(void *context);
_Noreturn void raw_exit(void *block, size_t size, long status);
void raw_child(void);
_Noreturn void emulate_child(ucontext_t *context);
ucontext_t *emulate_signal(int, siginfo_t *, ucontext_t *, const struct action *programs);
void raw_count(_Atomic uint64_t *count, uint64_t *counted);

static struct page *page;
static const struct trap *trap;

static long call_number(long number, const greg_t *r)
{
	return raw(number, r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], r[REG_R9]);
}

/* Takes SIGSYS out of a mask, as a trap while it is blocked kills. The kernel answers a wrong
 * pointer. */
static void open_sigsys(uint64_t *room, greg_t *mask)
{
	if (!*mask || !rights_readable((const void *)*mask))
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

static long wait_with_first(ucontext_t *context)
{
	return wait_with(context, REG_RDI);
}

static long wait_with_fourth(ucontext_t *context)
{
	return wait_with(context, REG_R10);
}

static long wait_with_fifth(ucontext_t *context)
{
	return wait_with(context, REG_R8);
}

static long wait_with_pointer(ucontext_t *context)
{
	greg_t *r = context->uc_mcontext.gregs;
	const struct mask_pointer *given = (const struct mask_pointer *)r[REG_R9];
	struct detour *made = detour(context);
	if (!given || !rights_readable(given) || !rights_readable(&given->size))
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
	if (!rights_readable(set))
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

static long set_mask(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	uint64_t before = *(const uint64_t *)&context->uc_sigmask;
	if (r[REG_R10] != sizeof before)
		return -EINVAL;
	long error = r[REG_RSI] ? change_mask(context, r[REG_RDI], (const void *)r[REG_RSI]) : 0;
	if (!error && r[REG_RDX])
		*(uint64_t *)r[REG_RDX] = before;
	return error;
}

/* Sets the program's stack for signals, by the rules of the kernel. */
static long change_stack(stack_t *stack, const stack_t *new, unsigned long pointer)
{
	int mode = new->ss_flags &(int)~SS_AUTODISARM;
	if (stack_holds(stack, pointer))
		return -EPERM;
	if (mode != SS_DISABLE && mode != SS_ONSTACK && mode != 0)
		return -EINVAL;
	if (mode != SS_DISABLE && new->ss_size < STACK_MIN)
		return -ENOMEM;
	*stack = *new;
	if (mode == SS_DISABLE)
		*stack = (stack_t){ .ss_flags = new->ss_flags };
	return 0;
}

static stack_t told(const stack_t *stack, unsigned long pointer)
{
	stack_t result = *stack;
	result.ss_flags &= (int)SS_AUTODISARM;
	if (!stack->ss_size)
		result.ss_flags |= SS_DISABLE;
	else if (stack_holds(stack, pointer))
		result.ss_flags |= SS_ONSTACK;
	return result;
}

static long set_stack(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	const stack_t *new = (const stack_t *)r[REG_RDI];
	stack_t *stack = block_programs(context);
	stack_t before = told(stack, (unsigned long)r[REG_RSP]);
	if (new && !(rights_readable(new) && rights_readable(&new->ss_size)))
		return -EFAULT;
	long error = new ? change_stack(stack, new, (unsigned long)r[REG_RSP]) : 0;
	if (!error && r[REG_RSI])
		*(stack_t *)r[REG_RSI] = before;
	return error;
}

static long set_action(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	if (r[REG_R10] != sizeof(uint64_t))
		return -EINVAL;
	return action_set(
		(int)r[REG_RDI], (const struct action *)r[REG_RSI], (struct action *)r[REG_RDX]);
}

static void arm(void)
{
	if (trap->arm)
		trap->arm();
}

/* It begins on its own block, and uses it from now on. */
_Noreturn void emulate_child(ucontext_t *context)
{
	arm();
	block_use(block_of(&context->uc_stack));
	raw_resume(context);
}

/* Copies the context to a child's block: the child resumes from there, as its parent may have moved
 * on by then. Returns the child's stack pointer. */
static long prepare(struct block *block, const ucontext_t *context, unsigned long stack)
{
	struct frame *frame = frame_below(context, (unsigned long)block + BLOCK_SIZE);
	ucontext_t *copy = frame_fill(frame, context);
	copy->uc_stack = block_stack(block);
	copy->uc_mcontext.gregs[REG_RSP] = (greg_t)stack;
	copy->uc_mcontext.gregs[REG_RAX] = 0;
	frame->start = raw_child; /* where raw() returns to, on that stack */
	return (long)frame;
}

/* The child goes on in a copy of this handler. On its parent's stack it would overwrite what the
 * parent still needs, so it never shares the memory. */
static long start_copy(ucontext_t *context, const greg_t *r, greg_t stack)
{
	long result = call_number(r[REG_RAX], r);
	if (result != 0)
		return result;
	arm();
	debugged_born(r[REG_RAX] == SYS_clone && r[REG_RDI] & CLONE_VFORK);
	if (stack)
		context->uc_mcontext.gregs[REG_RSP] = stack;
	return result;
}

static long start_fork(ucontext_t *context)
{
	return start_copy(context, context->uc_mcontext.gregs, 0);
}

/* The parent waits for it, as vfork(2) does. */
static long start_vfork(ucontext_t *context)
{
	gregset_t r = { [REG_RAX] = SYS_clone, [REG_RDI] = CLONE_VFORK | SIGCHLD };
	return start_copy(context, r, 0);
}

/* Returns a block for a child that shares the memory. */
static struct block *block_for(uint64_t flags)
{
	struct block *block = block_new();
	if (block)
		block->lent = flags & CLONE_VFORK;
	return block;
}

/* Starts such a child. The parent has back what it has lent, once the child has gone on. */
static long start_on(struct block *block, const greg_t *r)
{
	bool lent = block->lent;
	long result = call_number(r[REG_RAX], r);
	if (result < 0 || lent)
		block_free(block);
	return result;
}

static long start_clone(ucontext_t *context)
{
	gregset_t r;
	memcpy(r, context->uc_mcontext.gregs, sizeof r);
	unsigned long stack = (unsigned long)r[REG_RSI];
	if (!stack || !(r[REG_RDI] & CLONE_VM)) {
		r[REG_RDI] &= ~CLONE_VM;
		r[REG_RSI] = 0;
		return start_copy(context, r, (greg_t)stack);
	}
	struct block *block = block_for((uint64_t)r[REG_RDI]);
	if (!block)
		return -ENOMEM;
	r[REG_RSI] = (greg_t)prepare(block, context, stack);
	return start_on(block, r);
}

/* Starts what the program's arguments ask for. They are a copy. */
static long start_by(ucontext_t *context, struct clone_args *clone)
{
	gregset_t r = {
		[REG_RAX] = SYS_clone3, [REG_RDI] = (greg_t)clone, [REG_RSI] = sizeof *clone
	};
	unsigned long stack = clone->stack + clone->stack_size;
	if (!clone->stack || !(clone->flags & CLONE_VM)) {
		clone->flags &= ~(uint64_t)CLONE_VM;
		clone->stack = clone->stack_size = 0;
		return start_copy(context, r, (greg_t)stack);
	}
	struct block *block = block_for(clone->flags);
	if (!block)
		return -ENOMEM;
	clone->stack = (unsigned long)block_stack(block).ss_sp;
	clone->stack_size = (unsigned long)prepare(block, context, stack) - clone->stack;
	return start_on(block, r);
}

static long start_clone3(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	size_t size = (size_t)r[REG_RSI];
	const char *given = (const char *)r[REG_RDI];
	struct clone_args clone = { 0 };
	if (size > sizeof clone)
		return -E2BIG; /* as a kernel that knows fewer fields */
	if (size < CLONE_ARGS_SIZE_VER0)
		return -EINVAL;
	if (!rights_readable(given) || !rights_readable(given + size - sizeof(uint64_t)))
		return -EFAULT;
	memcpy(&clone, given, size);
	return start_by(context, &clone);
}

/* Ends a thread, and with it what its signals arrive on. */
static long leave(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	struct block *block = block_of(&context->uc_stack);
	if (block && !block->lent)
		raw_exit(block, BLOCK_SIZE, r[REG_RDI]);
	return call_number(SYS_exit, r);
}

/* Returns from the program's handler, and so also from ours, which serves this very call. */
static long resume(ucontext_t *context)
{
	ucontext_t *programs = (ucontext_t *)context->uc_mcontext.gregs[REG_RSP];
	struct block *block = block_of(&context->uc_stack);
	if (block)
		block->trapped = NULL;
	if (block && !block_of(&programs->uc_stack)) {
		change_stack(block_programs(context), &programs->uc_stack,
			(unsigned long)programs->uc_mcontext.gregs[REG_RSP]);
		programs->uc_stack = context->uc_stack;
	}
	*(uint64_t *)&programs->uc_sigmask &= ~SIGSYS_BIT;
	raw_resume(programs);
}

long (*const emulate_special[EMULATE_SPECIALS])(ucontext_t *) = {
	[SYS_rt_sigreturn] = resume,
	[SYS_exit] = leave,
	[SYS_ptrace] = debugged_ask,
	[SYS_execve] = debugged_exec,
	[SYS_execveat] = debugged_exec_at,
	[SYS_fork] = start_fork,
	[SYS_vfork] = start_vfork,
	[SYS_clone] = start_clone,
	[SYS_clone3] = start_clone3,
	[SYS_rt_sigaction] = set_action,
	[SYS_rt_sigprocmask] = set_mask,
	[SYS_sigaltstack] = set_stack,
	[SYS_rt_sigsuspend] = wait_with_first,
	[SYS_ppoll] = wait_with_fourth,
	[SYS_epoll_pwait] = wait_with_fifth,
	[SYS_epoll_pwait2] = wait_with_fifth,
	[SYS_pselect6] = wait_with_pointer,
	[SYS_io_pgetevents] = wait_with_pointer,
};

static bool is_special(const ucontext_t *context)
{
	unsigned long number = (unsigned long)context->uc_mcontext.gregs[REG_RAX];
	return number < EMULATE_SPECIALS && emulate_special[number];
}

static void make(ucontext_t *context)
{
	greg_t *r = context->uc_mcontext.gregs;
	if (is_special(context))
		r[REG_RAX] = emulate_special[r[REG_RAX]](context);
	else
		detour(context);
}

static bool is_trap(int signal, const siginfo_t *info)
{
	return signal == SIGSYS && info->si_code == trap->code && info->si_errno == trap->data;
}

/* What is more than a detour cannot be undone. */
static void close_signals(void)
{
	static const uint64_t all = ~0UL;
	raw(SYS_rt_sigprocmask, (long)SIG_BLOCK, &all, NULL, (long)sizeof all);
}

static void count(const ucontext_t *context)
{
	uint64_t unused, *counted = &unused;
	struct block *block = block_of(&context->uc_stack);
	if (block)
		counted = &block->counted;
	raw_count(&page->live.stops, counted);
}

static void on_trap(const siginfo_t *info, ucontext_t *context)
{
	if (trap->seen || is_special(context) || !block_of(&context->uc_stack))
		close_signals();
	if (trap->seen)
		trap->seen(context->uc_mcontext.gregs);
	count(context);
	if (info->si_arch == AUDIT_ARCH_I386)
		detour_ia32(context);
	else
		make(context);
}

/* A call that a signal has come before is made again, and counted then. Returns the context of the
 * program, which may be that of a trap on our stack. */
static ucontext_t *pass_on(
	int signal, siginfo_t *info, ucontext_t *context, const struct action *programs)
{
	bool counted = false;
	ucontext_t *trapped = detour_undo(context, &counted);
	if (trapped)
		context = trapped;
	else
		counted = detour_settle(context);
	if (counted)
		attach_uncount(page);
	action_deliver(signal, info, context, programs);
	return context;
}

/* Gives a block to a thread that was started without our seeing it. */
static void adopt(ucontext_t *context)
{
	struct block *block = context->uc_stack.ss_size ? NULL : block_new();
	if (block)
		context->uc_stack = block_stack(block);
}

/* What raw_handler and raw_trap call. Returns from which context to go on. */
ucontext_t *emulate_signal(
	int signal, siginfo_t *info, ucontext_t *context, const struct action *programs)
{
	if (is_trap(signal, info))
		on_trap(info, context);
	else if (signal != SIGSEGV || !trap->fault ||
		 !trap->fault(info, context->uc_mcontext.gregs))
		context = pass_on(signal, info, context, programs);
	adopt(context);
	return context;
}

static bool begin_stack(void)
{
	struct block *block = block_new();
	if (!block)
		return false;
	raw(SYS_sigaltstack, NULL, &block->programs);
	block_use(block);
	return true;
}

void emulate_begin(struct page *counted, const struct trap *how)
{
	page = counted;
	trap = how;
	if (!begin_stack())
		attach_fail(page, ENOMEM, "mapping a stack for signals", NULL);
	action_begin(SIGSYS_BIT | (trap->fault ? ACTION_BIT(SIGSEGV) : 0), trap->partial);
	raw(SYS_rt_sigprocmask, (long)SIG_UNBLOCK, &SIGSYS_BIT, NULL, (long)sizeof(uint64_t));
}

#else /* raw() fails here, so no mode gets beyond asking for its trap */

long raw(long number, ...)
{
	(void)number;
	return -ENOSYS;
}

void emulate_begin(struct page *page, const struct trap *trap)
{
	(void)page;
	(void)trap;
}

#endif
