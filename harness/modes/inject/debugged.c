#include <fcntl.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "block.h"
#include "debugged.h"
#include "detour.h"
#include "raw.h"

#ifdef __x86_64__

enum { VARIABLES_MAX = 1024 };

/* Puts off the wish to be traced while the parent waits for the exec: at the next trap the child
 * would stop, and the parent, which is to continue it, would wait for ever. */
long debugged_ask(ucontext_t *context)
{
	struct block *block = block_of(&context->uc_stack);
	const greg_t *r = context->uc_mcontext.gregs;
	if (r[REG_RDI] != PTRACE_TRACEME || !block) {
		detour(context);
		return r[REG_RAX];
	}
	long result = block->waited ? 0 : raw(SYS_ptrace, (long)PTRACE_TRACEME, 0L, 0L, 0L);
	block->traced |= result == 0;
	return result;
}

/* Copies the environment without the page, for the program not to be watched, to the far end of our
 * stack: the memory may be the parent's too. */
static char **let_go(struct block *block, char **environment)
{
	static const char variable[] = "TRACETAX_PAGE=";
	char **copy = block_stack(block).ss_sp;
	int n = 0;
	for (char **from = environment; from && *from && n < VARIABLES_MAX; from++)
		if (strncmp(*from, variable, sizeof variable - 1) != 0)
			copy[n++] = *from;
	copy[n] = NULL;
	return n < VARIABLES_MAX ? copy : environment;
}

static long exec(ucontext_t *context, bool found, int environment)
{
	struct block *block = block_of(&context->uc_stack);
	greg_t *r = context->uc_mcontext.gregs;
	detour(context);
	if (found && block->waited)
		raw(SYS_ptrace, (long)PTRACE_TRACEME, 0L, 0L, 0L);
	if (found)
		r[environment] = (greg_t)let_go(block, (char **)r[environment]);
	return r[REG_RAX];
}

static bool is_traced(const ucontext_t *context)
{
	const struct block *block = block_of(&context->uc_stack);
	return block && block->traced;
}

long debugged_exec(ucontext_t *context)
{
	const long path = context->uc_mcontext.gregs[REG_RDI];
	bool found =
		is_traced(context) && raw(SYS_faccessat, (long)AT_FDCWD, path, (long)X_OK) == 0;
	return exec(context, found, REG_RDX);
}

long debugged_exec_at(ucontext_t *context)
{
	return exec(context, is_traced(context), REG_R10);
}

#endif
