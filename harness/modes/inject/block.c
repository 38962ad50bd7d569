#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "block.h"
#include "raw.h"

#ifndef SS_AUTODISARM
#define SS_AUTODISARM (1U << 31)
#endif

struct block *block_new(void)
{
	long at = raw(SYS_mmap, NULL, (long)BLOCK_SIZE, (long)(PROT_READ | PROT_WRITE),
		(long)(MAP_PRIVATE | MAP_ANONYMOUS), -1L, 0L);
	if (at < 0 && at > -4096)
		return NULL;
	struct block *block = (struct block *)at;
	block->programs.ss_flags = SS_DISABLE;
	return block;
}

void block_free(struct block *block)
{
	raw(SYS_munmap, block, (long)BLOCK_SIZE);
}

stack_t block_stack(struct block *block)
{
	return (stack_t){ .ss_sp = (char *)block + BLOCK_HEADER, .ss_size = BLOCK_STACK };
}

void block_use(struct block *block)
{
	const stack_t stack = block_stack(block);
	raw(SYS_sigaltstack, &stack, NULL);
}

struct block *block_of(const stack_t *stack)
{
	if (stack->ss_size != BLOCK_STACK || stack->ss_flags & SS_DISABLE)
		return NULL;
	return (struct block *)((char *)stack->ss_sp - BLOCK_HEADER);
}

stack_t *block_programs(ucontext_t *context)
{
	struct block *block = block_of(&context->uc_stack);
	return block ? &block->programs : &context->uc_stack;
}

bool stack_holds(const stack_t *stack, unsigned long pointer)
{
	unsigned long start = (unsigned long)stack->ss_sp;
	return !((unsigned)stack->ss_flags & SS_AUTODISARM) && pointer > start &&
	       pointer - start <= stack->ss_size;
}
