#include <stdatomic.h>

#include "block.h"
#include "detour.h"

#ifdef __x86_64__

enum {
	CALL_BYTES = 2, /* syscall, int 0x80, call *%rax */
	HANDLER_STACK = 2048, /* the most that a handler of ours takes */
	LEAVE_IA32 = RED_ZONE + sizeof(long),
};

extern const char raw_counted[], raw_trap[], raw_trap_noted[], raw_trap_served[], raw_resumed[];
extern const char raw_detour[], raw_detour_left[], raw_detour_ia32[], raw_detour_ia32_left[];

static const int registers[DETOUR_ARGUMENTS] = { REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8,
	REG_R9 };

unsigned long detour_below(unsigned long pointer, const ucontext_t *context)
{
	unsigned long handlers = (unsigned long)context;
	stack_t stack = context->uc_stack;
	stack.ss_flags = 0; /* on it or not, whatever the kernel says of it */
	bool apart = stack_holds(&stack, handlers) != stack_holds(&stack, pointer);
	return apart ? pointer : handlers - HANDLER_STACK;
}

/* Changes the context so that a signal can still undo it. */
static void leave(ucontext_t *context, greg_t ip, greg_t sp)
{
	struct block *block = block_of(&context->uc_stack);
	greg_t *r = context->uc_mcontext.gregs;
	if (block) {
		block->ip = r[REG_RIP];
		block->sp = r[REG_RSP];
		atomic_signal_fence(memory_order_seq_cst);
		block->leaving = true;
	}
	atomic_signal_fence(memory_order_seq_cst);
	r[REG_RSP] = sp;
	r[REG_RIP] = ip;
	atomic_signal_fence(memory_order_seq_cst);
	if (block)
		block->leaving = false;
}

static struct detour *begin(ucontext_t *context, const char *by)
{
	greg_t *r = context->uc_mcontext.gregs;
	unsigned long end = detour_below((unsigned long)r[REG_RSP] - RED_ZONE, context);
	struct detour *made = (struct detour *)end - 1;
	for (int i = 0; i < DETOUR_ARGUMENTS; i++)
		made->argument[i] = r[registers[i]];
	made->stack = r[REG_RSP];
	made->back = r[REG_RIP];
	leave(context, (greg_t)by, (greg_t)made);
	return made;
}

struct detour *detour(ucontext_t *context)
{
	return begin(context, raw_detour);
}

void detour_ia32(ucontext_t *context)
{
	begin(context, raw_detour_ia32);
}

static void end(greg_t *r)
{
	const struct detour *made = (const struct detour *)r[REG_RSP];
	for (int i = 0; i < DETOUR_ARGUMENTS; i++)
		r[registers[i]] = made->argument[i];
	r[REG_RSP] = made->stack;
	r[REG_RIP] = made->back;
}

bool detour_settle(ucontext_t *context)
{
	greg_t *r = context->uc_mcontext.gregs;
	const char *at = (const char *)r[REG_RIP];
	bool due = at == raw_detour || at == raw_detour_ia32;
	if (at == raw_detour_left) {
		r[REG_RIP] = r[REG_RCX];
	} else if (at == raw_detour_ia32_left) {
		r[REG_RIP] = *(const greg_t *)r[REG_RSP];
		r[REG_RSP] += LEAVE_IA32;
	} else if (due || (at > raw_detour && at < raw_detour_left) ||
		   (at > raw_detour_ia32 && at < raw_detour_ia32_left)) {
		end(r);
	}
	if (due)
		r[REG_RIP] -= CALL_BYTES;
	return due;
}

/* Returns the context of the trap that is being served, and whether that is counted. */
static ucontext_t *trapped(const greg_t *r, struct block *block, bool *counted)
{
	const char *at = (const char *)r[REG_RIP];
	*counted = true;
	if (at >= raw_trap_served && at < raw_resumed)
		return (ucontext_t *)r[REG_RDI];
	*counted = false;
	if (at == raw_trap)
		return (ucontext_t *)r[REG_RDX];
	if (at > raw_trap && at <= raw_trap_noted)
		return (ucontext_t *)r[REG_RBX];
	*counted = block->counted || at == raw_counted;
	return block->trapped;
}

ucontext_t *detour_undo(ucontext_t *context, bool *counted)
{
	struct block *block = block_of(&context->uc_stack);
	const greg_t *r = context->uc_mcontext.gregs;
	const stack_t stack = block ? block_stack(block) : (stack_t){ 0 };
	if (!block || !stack_holds(&stack, (unsigned long)r[REG_RSP]))
		return NULL;
	ucontext_t *outer = trapped(r, block, counted);
	block->trapped = NULL;
	if (!outer || outer == context)
		return NULL;
	greg_t *program = outer->uc_mcontext.gregs;
	if (block->leaving) {
		program[REG_RIP] = block->ip - CALL_BYTES;
		program[REG_RSP] = block->sp;
	} else if (!detour_settle(outer)) {
		program[REG_RIP] -= CALL_BYTES;
	}
	block->leaving = false;
	return outer;
}

#endif
