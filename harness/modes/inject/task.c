#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

#include "action.h"
#include "block.h"
#include "frame.h"
#include "raw.h"
#include "rights.h"
#include "task.h"

#ifdef __x86_64__

#ifndef CLONE_CLEAR_SIGHAND
#define CLONE_CLEAR_SIGHAND 0x100000000ULL
#endif

_Noreturn void raw_resume(void *context);
_Noreturn void raw_exit(void *block, size_t size, long status);
void raw_child(void);
_Noreturn void task_begin(ucontext_t *context);

static void (*arm_trap)(void);

static long call_number(long number, const greg_t *r)
{
	return raw(number, r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], r[REG_R9]);
}

/* Opens the signals to which the kernel attends by itself: they may end who waits for a child. */
static void open_others(const ucontext_t *context)
{
	uint64_t mask = *(const uint64_t *)&context->uc_sigmask | action_handled();
	raw(SYS_rt_sigprocmask, (long)SIG_SETMASK, &mask, NULL, (long)sizeof mask);
}

void task_arm(void (*function)(void))
{
	arm_trap = function;
}

static void arm(void)
{
	if (arm_trap)
		arm_trap();
}

/* It begins on its own block, and uses it from now on. */
_Noreturn void task_begin(ucontext_t *context)
{
	struct block *block = block_of(&context->uc_stack);
	arm();
	block_use(block);
	if (block->cleared)
		action_again();
	raw_resume(context);
}

/* Copies the context to a child's block: the child resumes from there, as its parent may have moved
 * on by then. Returns the child's stack pointer. */
static long prepare(struct block *block, const ucontext_t *context, unsigned long stack)
{
	struct frame *frame = frame_below(context, (unsigned long)block + BLOCK_SIZE);
	ucontext_t *copy = frame_fill(frame, context);
	copy->uc_stack = block_stack(block);
	if (stack)
		copy->uc_mcontext.gregs[REG_RSP] = (greg_t)stack;
	copy->uc_mcontext.gregs[REG_RAX] = 0;
	frame->start = raw_child; /* where raw() returns to, on that stack */
	return (long)frame;
}

/* Tells whether the child has a block of its own. One that shares the memory and the stack does so
 * while its parent waits. */
static bool is_on_block(uint64_t flags, unsigned long stack)
{
	return flags & CLONE_VM && (stack || flags & CLONE_VFORK);
}

/* The child goes on in a copy of this handler. */
static long start_copy(ucontext_t *context, const greg_t *r, uint64_t flags, greg_t stack)
{
	if (flags & CLONE_VFORK)
		open_others(context);
	long result = call_number(r[REG_RAX], r);
	if (result != 0)
		return result;
	arm();
	struct block *block = block_of(&context->uc_stack);
	if (block) {
		block->waited = flags & CLONE_VFORK;
		block->traced = false; /* its parent may be */
	}
	if (flags & CLONE_CLEAR_SIGHAND)
		action_again();
	if (stack)
		context->uc_mcontext.gregs[REG_RSP] = stack;
	return result;
}

/* Returns a block for a child that shares the memory; by vfork(2) it has its parent's stack for
 * signals. */
static struct block *block_for(ucontext_t *context, uint64_t flags)
{
	struct block *block = block_new();
	if (!block)
		return NULL;
	block->stays = block->waited = flags & CLONE_VFORK;
	block->cleared = flags & CLONE_CLEAR_SIGHAND;
	if (flags & CLONE_VFORK)
		block->programs = *block_programs(context);
	return block;
}

/* Starts such a child. The parent has back what it has lent, once the child has gone on. */
static long start_on(struct block *block, const ucontext_t *context, const greg_t *r)
{
	bool lent = block->stays;
	if (lent)
		open_others(context);
	long result = call_number(r[REG_RAX], r);
	if (result < 0 || lent)
		block_free(block);
	return result;
}

long task_fork(ucontext_t *context)
{
	return start_copy(context, context->uc_mcontext.gregs, 0, 0);
}

static long start_clone(ucontext_t *context, greg_t *r)
{
	unsigned long stack = (unsigned long)r[REG_RSI];
	uint64_t flags = (uint32_t)r[REG_RDI];
	if (!is_on_block(flags, stack)) {
		r[REG_RDI] &= ~CLONE_VM;
		r[REG_RSI] = 0;
		return start_copy(context, r, flags, (greg_t)stack);
	}
	struct block *block = block_for(context, flags);
	if (!block)
		return -ENOMEM;
	r[REG_RSI] = (greg_t)prepare(block, context, stack);
	return start_on(block, context, r);
}

long task_clone(ucontext_t *context)
{
	gregset_t r;
	memcpy(r, context->uc_mcontext.gregs, sizeof r);
	return start_clone(context, r);
}

long task_vfork(ucontext_t *context)
{
	gregset_t r = { [REG_RAX] = SYS_clone, [REG_RDI] = CLONE_VM | CLONE_VFORK | SIGCHLD };
	return start_clone(context, r);
}

/* Starts what the program's arguments ask for. They are a copy. */
static long start_by(ucontext_t *context, struct clone_args *clone)
{
	gregset_t r = {
		[REG_RAX] = SYS_clone3, [REG_RDI] = (greg_t)clone, [REG_RSI] = sizeof *clone
	};
	unsigned long stack = clone->stack ? clone->stack + clone->stack_size : 0;
	if (!is_on_block(clone->flags, stack)) {
		clone->flags &= ~(uint64_t)CLONE_VM;
		clone->stack = clone->stack_size = 0;
		return start_copy(context, r, clone->flags, (greg_t)stack);
	}
	struct block *block = block_for(context, clone->flags);
	if (!block)
		return -ENOMEM;
	clone->stack = (unsigned long)block_stack(block).ss_sp;
	clone->stack_size = (unsigned long)prepare(block, context, stack) - clone->stack;
	return start_on(block, context, r);
}

long task_clone3(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	size_t size = (size_t)r[REG_RSI];
	const void *given = (const void *)r[REG_RDI];
	struct clone_args clone = { 0 };
	if (size > sizeof clone)
		return -E2BIG; /* as a kernel that knows fewer fields */
	if (size < CLONE_ARGS_SIZE_VER0)
		return -EINVAL;
	if (!rights_readable(given, size))
		return -EFAULT;
	memcpy(&clone, given, size);
	return start_by(context, &clone);
}

/* Ends a thread, and with it what its signals arrive on, which does not stay. */
long task_exit(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	struct block *block = block_of(&context->uc_stack);
	if (block)
		raw_exit(block, BLOCK_SIZE, r[REG_RDI]);
	return call_number(SYS_exit, r);
}

#endif
