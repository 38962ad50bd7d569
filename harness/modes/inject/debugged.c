#include <fcntl.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "debugged.h"
#include "detour.h"
#include "raw.h"

#ifdef __x86_64__

static bool waited_for; /* in a child by vfork */
static bool traced;

void debugged_born(bool parent_waits)
{
	waited_for = parent_waits;
	traced = false; /* its parent may be */
}

static long go_on(ucontext_t *context)
{
	detour(context);
	return context->uc_mcontext.gregs[REG_RAX];
}

/* Puts off the wish to be traced while the parent waits for the exec: at the next trap the child
 * would stop, and the parent, which is to continue it, would wait for ever. */
long debugged_ask(ucontext_t *context)
{
	if (context->uc_mcontext.gregs[REG_RDI] != PTRACE_TRACEME)
		return go_on(context);
	long result = waited_for ? 0 : raw(SYS_ptrace, (long)PTRACE_TRACEME, 0L, 0L, 0L);
	traced |= result == 0;
	return result;
}

/* Takes the page out of the environment, for the program not to be watched. */
static void let_go(char **environment)
{
	static const char variable[] = "TRACETAX_PAGE=";
	char **to = environment;
	for (char **from = environment; from && *from; from++)
		if (strncmp(*from, variable, sizeof variable - 1) != 0)
			*to++ = *from;
	if (to)
		*to = NULL;
}

static long exec(ucontext_t *context, greg_t environment)
{
	let_go((char **)environment);
	if (waited_for)
		raw(SYS_ptrace, (long)PTRACE_TRACEME, 0L, 0L, 0L);
	return go_on(context);
}

long debugged_exec(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	bool found = traced && raw(SYS_faccessat, (long)AT_FDCWD, r[REG_RDI], (long)X_OK) == 0;
	return found ? exec(context, r[REG_RDX]) : go_on(context);
}

long debugged_exec_at(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	return traced ? exec(context, r[REG_R10]) : go_on(context);
}

#endif
