#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "action.h"
#include "becoming.h"
#include "block.h"
#include "debugged.h"
#include "detour.h"
#include "dispatch.h"
#include "emulate.h"
#include "mask.h"
#include "raw.h"
#include "rights.h"
#include "task.h"

#ifndef SS_AUTODISARM
#define SS_AUTODISARM (1U << 31)
#endif

#ifdef __x86_64__

enum { STACK_MIN = 2048 }; /* MINSIGSTKSZ of the kernel */
static const uint64_t SIGSYS_BIT = ACTION_BIT(SIGSYS);

_Noreturn void raw_resume(void *context);
ucontext_t *emulate_signal(int, siginfo_t *, ucontext_t *, const struct action *programs);
void raw_count(_Atomic uint64_t *count, uint64_t *counted);

static struct page *page;
static const struct trap *trap;

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
	stack_t *old = (stack_t *)r[REG_RSI], before = told(stack, (unsigned long)r[REG_RSP]);
	if (new && !rights_readable(new, sizeof *new))
		return -EFAULT;
	long error = new ? change_stack(stack, new, (unsigned long)r[REG_RSP]) : 0;
	if (error || !old)
		return error;
	if (!rights_writable(old, sizeof before))
		return -EFAULT;
	*old = before;
	return 0;
}

static long set_action(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	if (r[REG_R10] != sizeof(uint64_t))
		return -EINVAL;
	return action_set(
		(int)r[REG_RDI], (const struct action *)r[REG_RSI], (struct action *)r[REG_RDX]);
}

/* A thread has one dispatch: if that is ours, the program is told that the kernel has none. Else
 * the program's lets our calls through, if it names no text to let through: what it stops comes by
 * our handler to its own. */
static long set_dispatch(ucontext_t *context)
{
	greg_t *r = context->uc_mcontext.gregs;
	bool dispatch = r[REG_RDI] == PR_SET_SYSCALL_USER_DISPATCH;
	if (dispatch && trap->code == DISPATCH_TRAP)
		return -EINVAL;
	detour(context);
	if (dispatch && r[REG_RSI] == PR_SYS_DISPATCH_ON && !r[REG_R10]) {
		r[REG_RDX] = (greg_t)raw_text;
		r[REG_R10] = raw_text_end - raw_text;
	}
	return r[REG_RAX];
}

/* Returns from the program's handler, and so also from ours, which serves this very call. */
static long resume(ucontext_t *context)
{
	ucontext_t *programs = (ucontext_t *)context->uc_mcontext.gregs[REG_RSP];
	struct block *block = block_of(&context->uc_stack);
	if (block && !block_of(&programs->uc_stack)) {
		change_stack(block_programs(context), &programs->uc_stack,
			(unsigned long)programs->uc_mcontext.gregs[REG_RSP]);
		programs->uc_stack = context->uc_stack;
	}
	*(uint64_t *)&programs->uc_sigmask &= ~SIGSYS_BIT;
	raw_resume(programs);
}

static long exec(ucontext_t *context)
{
	becoming(page, AT_FDCWD, (const char *)context->uc_mcontext.gregs[REG_RDI]);
	return debugged_exec(context);
}

static long exec_at(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	becoming(page, (int)r[REG_RDI], (const char *)r[REG_RSI]);
	return debugged_exec_at(context);
}

long (*const emulate_special[EMULATE_SPECIALS])(ucontext_t *) = {
	[SYS_rt_sigreturn] = resume,
	[SYS_exit] = task_exit,
	[SYS_ptrace] = debugged_ask,
	[SYS_execve] = exec,
	[SYS_execveat] = exec_at,
	[SYS_fork] = task_fork,
	[SYS_vfork] = task_vfork,
	[SYS_clone] = task_clone,
	[SYS_clone3] = task_clone3,
	[SYS_rt_sigaction] = set_action,
	[SYS_rt_sigprocmask] = mask_set,
	[SYS_sigaltstack] = set_stack,
	[SYS_prctl] = set_dispatch,
	[SYS_rt_sigsuspend] = mask_wait_first,
	[SYS_ppoll] = mask_wait_fourth,
	[SYS_epoll_pwait] = mask_wait_fifth,
	[SYS_epoll_pwait2] = mask_wait_fifth,
	[SYS_pselect6] = mask_wait_pointer,
	[SYS_io_pgetevents] = mask_wait_pointer,
};

/* The end of the first thread is not special: in the strict mode of seccomp it is all that the
 * program may call, besides reading and writing. */
static bool is_special(const ucontext_t *context)
{
	unsigned long number = (unsigned long)context->uc_mcontext.gregs[REG_RAX];
	const struct block *block = block_of(&context->uc_stack);
	if (number == SYS_exit && block && block->stays)
		return false;
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
static void close_signals(struct block *block)
{
	static const uint64_t all = ~0UL;
	raw(SYS_rt_sigprocmask, (long)SIG_BLOCK, &all, NULL, (long)sizeof all);
	if (block)
		block->trapped = NULL;
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
	struct block *block = block_of(&context->uc_stack);
	if (trap->seen || is_special(context) || !block)
		close_signals(block);
	becoming_failed(page);
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
		atomic_fetch_sub_explicit(&page->live.stops, 1, memory_order_relaxed);
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
	block->stays = true;
	raw(SYS_sigaltstack, NULL, &block->programs);
	block_use(block);
	return true;
}

void emulate_begin(struct page *counted, const struct trap *how)
{
	page = counted;
	page->answer.tells_unwatched = true;
	trap = how;
	task_arm(how->arm);
	if (!begin_stack())
		attach_fail(page, ENOMEM, "mapping a stack for signals", NULL);
	action_begin(SIGSYS_BIT | (trap->fault ? ACTION_BIT(SIGSEGV) : 0), trap->partial);
	raw(SYS_rt_sigprocmask, (long)SIG_UNBLOCK, &SIGSYS_BIT, NULL, (long)sizeof(uint64_t));
}

#else /* no mode gets beyond asking for its trap */

__attribute__((section(RAW_TEXT))) long raw(long number, ...)
{
	(void)number;
	return -ENOSYS;
}

void emulate_begin(struct page *page, const struct trap *trap)
{
	(void)trap;
	attach_fail(
		page, ENOSYS, "answering calls in a signal handler", "it is written for x86-64");
}

#endif
