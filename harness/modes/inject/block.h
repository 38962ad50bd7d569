/* The stack on which a thread's signals arrive. It is ours, so a call that traps on a small stack
 * overwrites nothing below it. It takes the place of the program's own stack for signals, which is
 * kept here, for the handlers of the program. Safe in a signal handler. */
#ifndef TRACETAX_BLOCK_H
#define TRACETAX_BLOCK_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

struct block {
	stack_t programs; /* its own stack for signals */
	bool stays; /* beyond its thread: the first one, or lent to a child by vfork */
	bool cleared; /* the child has none of its parent's handlers */
	bool waited; /* its parent waits for its exec */
	bool traced; /* by a debugger that we were told of */
	ucontext_t *trapped; /* of the trap that is being served */
	uint64_t counted; /* that trap */
	bool leaving; /* its context is being changed; as it was, the two that change are: */
	greg_t ip, sp;
};

enum {
	BLOCK_SIZE = 32768, /* several times what AMX takes */
	BLOCK_HEADER = 128,
	/* by which it is known: the kernel tells it with each signal */
	BLOCK_STACK = BLOCK_SIZE - BLOCK_HEADER,
};
_Static_assert(sizeof(struct block) <= BLOCK_HEADER, "the stack begins behind it");
_Static_assert(BLOCK_STACK == 32640 && offsetof(struct block, trapped) == BLOCK_HEADER - 96 &&
		       offsetof(struct block, counted) == BLOCK_HEADER - 88,
	"as raw.S has them");

/* Returns a new one, or NULL; that of a thread has no stack of the program's. */
struct block *block_new(void);
void block_free(struct block *block);
stack_t block_stack(struct block *block);
/* Has the calling thread's signals arrive there. */
void block_use(struct block *block);
/* Returns the block that a stack for signals lies in, or NULL. */
struct block *block_of(const stack_t *stack);
/* Returns the program's stack for signals. It is the kernel's, where code that does not trap has
 * set it. */
stack_t *block_programs(ucontext_t *context);

/* Tells whether that stack is in use and the pointer on it, as the kernel does. */
bool stack_holds(const stack_t *stack, unsigned long pointer);

#endif
