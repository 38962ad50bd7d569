#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "emulate.h"
#include "raw.h"

#ifdef __x86_64__

enum { ARGUMENTS = 6, SA_OWN_RESTORER = 0x04000000, STATE_ALIGNMENT = 64 };
static const uint64_t SIGSYS_BIT = 1UL << (SIGSYS - 1);

/* The kernel's struct for rt_sigaction(2), which differs from glibc's. */
struct action {
	union {
		void (*handler)(int);
		void (*inform)(int, siginfo_t *, void *);
	};
	unsigned long flags;
	void (*restorer)(void);
	uint64_t mask;
};

/* What rt_sigreturn(2) resumes from, except the extended state, to which it points. */
struct frame {
	void (*start)(void);
	unsigned char context[offsetof(ucontext_t, uc_sigmask) + sizeof(uint64_t)];
};

/* The last argument of pselect6 and io_pgetevents. */
struct mask_pointer {
	long mask;
	size_t size;
};

/* A call that is about to be made. What its arguments point to may have to be replaced. */
struct call {
	long number, argument[ARGUMENTS];
	uint64_t mask;
	struct mask_pointer pointer;
	struct action action;
	struct clone_args clone;
};

long raw_ia32(const greg_t *registers);
_Noreturn void raw_resume(void *context);
void raw_restorer(void);
void raw_child(void);
_Noreturn void emulate_child(ucontext_t *context);

static struct page *page;
static const struct trap *trap;
static struct action programs; /* the program's own action for SIGSYS */
static bool parent_waits; /* in a child by vfork */
static bool traced; /* by a debugger that we were told of */

static long make(const struct call *call)
{
	const long *a = call->argument;
	return raw(call->number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* Takes SIGSYS out of a mask, as a trap while it is blocked kills. A wrong pointer becomes a
 * SIGSEGV here; the kernel would return EFAULT. */
static void open_sigsys(struct call *call, long *mask)
{
	if (!*mask)
		return;
	call->mask = *(const uint64_t *)*mask & ~SIGSYS_BIT;
	*mask = (long)&call->mask;
}

static long wait_with_first(struct call *call, ucontext_t *context)
{
	(void)context;
	open_sigsys(call, &call->argument[0]);
	return make(call);
}

static long wait_with_fourth(struct call *call, ucontext_t *context)
{
	(void)context;
	open_sigsys(call, &call->argument[3]);
	return make(call);
}

static long wait_with_fifth(struct call *call, ucontext_t *context)
{
	(void)context;
	open_sigsys(call, &call->argument[4]);
	return make(call);
}

static long wait_with_pointer(struct call *call, ucontext_t *context)
{
	(void)context;
	if (call->argument[5]) {
		call->pointer = *(const struct mask_pointer *)call->argument[5];
		open_sigsys(call, &call->pointer.mask);
		call->argument[5] = (long)&call->pointer;
	}
	return make(call);
}

/* Sets the signal mask, also in the context from which the program resumes. */
static long set_mask(struct call *call, ucontext_t *context)
{
	open_sigsys(call, &call->argument[1]);
	long result = make(call);
	raw(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &context->uc_sigmask, sizeof(uint64_t));
	return result;
}

static long set_stack(struct call *call, ucontext_t *context)
{
	long result = make(call);
	if (call->argument[0])
		raw(SYS_sigaltstack, NULL, &context->uc_stack);
	return result;
}

/* Keeps our action for SIGSYS, and tells the program what it expects. */
static long set_sigsys(const struct call *call)
{
	const struct action *new = (const struct action *)call->argument[1];
	struct action *old = (struct action *)call->argument[2];
	struct action before = programs;
	if (new)
		programs = *new;
	if (old)
		*old = before;
	return 0;
}

static long set_action(struct call *call, ucontext_t *context)
{
	(void)context;
	if (call->argument[0] == SIGSYS)
		return set_sigsys(call);
	if (call->argument[1]) {
		call->action = *(const struct action *)call->argument[1];
		call->action.mask &= ~SIGSYS_BIT;
		call->argument[1] = (long)&call->action;
	}
	return make(call);
}

/* Returns the size of the extended registers, as the kernel has saved them. */
static size_t state_size(const ucontext_t *context)
{
	const char *state = (const char *)context->uc_mcontext.fpregs;
	struct _fpx_sw_bytes extended; /* at the end of what FXSAVE writes */
	memcpy(&extended, state + sizeof(struct _libc_fpstate) - sizeof extended, sizeof extended);
	return extended.magic1 == FP_XSTATE_MAGIC1 ? extended.extended_size
						   : sizeof(struct _libc_fpstate);
}

/* Copies the context to the start of a child's own stack: the child resumes from there, as its
 * parent may have moved on by then. Returns the child's stack pointer. */
static unsigned long copy_context(const ucontext_t *context, unsigned long stack)
{
	size_t size = state_size(context);
	unsigned long state = (stack - size) & ~(STATE_ALIGNMENT - 1UL);
	struct frame *frame = (struct frame *)(state - sizeof *frame);
	ucontext_t *copy = (ucontext_t *)frame->context;
	memcpy((void *)state, context->uc_mcontext.fpregs, size);
	memcpy(copy, context, sizeof frame->context);
	copy->uc_mcontext.fpregs = (fpregset_t)state;
	copy->uc_mcontext.gregs[REG_RSP] = (greg_t)stack;
	copy->uc_mcontext.gregs[REG_RAX] = 0;
	frame->start = raw_child; /* where raw() returns to, on that stack */
	return (unsigned long)frame;
}

_Noreturn void emulate_child(ucontext_t *context)
{
	if (trap->arm)
		trap->arm();
	raw(SYS_sigaltstack, NULL, &context->uc_stack); /* a thread does not inherit it */
	raw_resume(context);
}

static long start_task(struct call *call, ucontext_t *context)
{
	(void)context;
	long result = make(call);
	if (result == 0 && trap->arm)
		trap->arm();
	return result;
}

/* Starts a child with a copy of the memory for which its parent waits. */
static long start_waited(struct call *call, ucontext_t *context, bool waits)
{
	long result = start_task(call, context);
	if (result == 0)
		parent_waits = waits;
	return result;
}

/* Gives the child a copy of the memory: on its parent's stack it would overwrite our frame, which
 * the parent still needs. The parent waits for it, as vfork(2) does. */
static long start_vfork(struct call *call, ucontext_t *context)
{
	*call = (struct call){ .number = SYS_clone, .argument = { CLONE_VFORK | SIGCHLD } };
	return start_waited(call, context, true);
}

static long start_clone(struct call *call, ucontext_t *context)
{
	long *flags = &call->argument[0], *stack = &call->argument[1];
	if (*stack) {
		*stack = (long)copy_context(context, (unsigned long)*stack);
		return start_task(call, context);
	}
	*flags &= ~(long)CLONE_VM;
	return start_waited(call, context, *flags & CLONE_VFORK);
}

static long start_clone3(struct call *call, ucontext_t *context)
{
	size_t size = (size_t)call->argument[1];
	struct clone_args *clone = &call->clone;
	if (size > sizeof *clone)
		return -E2BIG; /* as a kernel that knows fewer fields */
	memset(clone, 0, sizeof *clone);
	memcpy(clone, (const void *)call->argument[0], size);
	if (clone->stack)
		clone->stack_size =
			copy_context(context, clone->stack + clone->stack_size) - clone->stack;
	else
		clone->flags &= ~(uint64_t)CLONE_VM;
	call->argument[0] = (long)clone;
	return start_task(call, context);
}

/* Puts off a child's wish to be traced while its parent waits for its exec: at its next trap it
 * would stop, and the parent, which is to continue it, would wait for ever. Who is traced is not
 * watched: the debugger would be told of each trap. */
static long ask_to_be_traced(struct call *call, ucontext_t *context)
{
	(void)context;
	if (call->argument[0] != PTRACE_TRACEME)
		return make(call);
	long result = parent_waits ? 0 : make(call);
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

static long exec_with(struct call *call, bool found, long environment)
{
	if (traced && found) {
		let_go((char **)environment);
		if (parent_waits)
			raw(SYS_ptrace, PTRACE_TRACEME, 0L, 0L, 0L);
	}
	return make(call);
}

static long exec_path(struct call *call, ucontext_t *context)
{
	(void)context;
	const long *a = call->argument;
	bool found = traced && raw(SYS_faccessat, AT_FDCWD, a[0], X_OK) == 0;
	return exec_with(call, found, a[2]);
}

static long exec_at(struct call *call, ucontext_t *context)
{
	(void)context;
	return exec_with(call, traced, call->argument[3]);
}

/* Returns from the program's handler, and so also from ours, which serves this very call. */
static long resume(struct call *call, ucontext_t *context)
{
	(void)call;
	raw_resume((void *)context->uc_mcontext.gregs[REG_RSP]);
}

long (*const emulate_special[EMULATE_SPECIALS])(struct call *, ucontext_t *) = {
	[SYS_rt_sigreturn] = resume,
	[SYS_ptrace] = ask_to_be_traced,
	[SYS_execve] = exec_path,
	[SYS_execveat] = exec_at,
	[SYS_fork] = start_task,
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

static long emulate(ucontext_t *context)
{
	const greg_t *r = context->uc_mcontext.gregs;
	struct call call;
	call.number = r[REG_RAX];
	call.argument[0] = r[REG_RDI];
	call.argument[1] = r[REG_RSI];
	call.argument[2] = r[REG_RDX];
	call.argument[3] = r[REG_R10];
	call.argument[4] = r[REG_R8];
	call.argument[5] = r[REG_R9];
	bool special =
		(unsigned long)call.number < EMULATE_SPECIALS && emulate_special[call.number];
	return special ? emulate_special[call.number](&call, context) : make(&call);
}

/* Makes a call that came by int 0x80, with the numbers of i386. */
static long emulate_ia32(const greg_t *r)
{
	const greg_t registers[] = { r[REG_RAX], r[REG_RBX], r[REG_RCX], r[REG_RDX], r[REG_RSI],
		r[REG_RDI], r[REG_RBP] };
	return raw_ia32(registers);
}

static void handle(int signal, const struct action *action, struct action *before)
{
	raw(SYS_rt_sigaction, (long)signal, action, before, sizeof(uint64_t));
}

void emulate_die(int signal)
{
	static const struct action none = { .handler = SIG_DFL };
	handle(signal, &none, NULL);
	raw(SYS_tgkill, raw(SYS_getpid), raw(SYS_gettid), (long)signal);
}

/* Passes on a SIGSYS that is not our trap: a process sent it, or the program's own filter. */
static void pass_on(int signal, siginfo_t *info, void *context)
{
	if (programs.handler == SIG_DFL)
		emulate_die(signal);
	else if (programs.handler != SIG_IGN)
		programs.inform(signal, info, context);
}

static void on_sigsys(int signal, siginfo_t *info, void *data)
{
	ucontext_t *context = data;
	greg_t *r = context->uc_mcontext.gregs;
	if (info->si_code != trap->code || info->si_errno != trap->data) {
		pass_on(signal, info, data);
		return;
	}
	attach_count(page);
	if (trap->seen)
		trap->seen(r);
	r[REG_RAX] = info->si_arch == AUDIT_ARCH_I386 ? emulate_ia32(r) : emulate(context);
}

static struct action as_ours(void (*inform)(int, siginfo_t *, void *))
{
	return (struct action){
		.inform = inform,
		/* it nests: a handler that interrupts a call makes calls too */
		.flags = SA_SIGINFO | SA_NODEFER | SA_OWN_RESTORER,
		.restorer = raw_restorer,
	};
}

void emulate_handle(int signal, void (*inform)(int, siginfo_t *, void *))
{
	const struct action action = as_ours(inform);
	handle(signal, &action, NULL);
}

void emulate_begin(struct page *counted, const struct trap *how)
{
	page = counted;
	trap = how;
	const struct action action = as_ours(on_sigsys);
	handle(SIGSYS, &action, &programs);
	raw(SYS_rt_sigprocmask, SIG_UNBLOCK, &SIGSYS_BIT, NULL, sizeof(uint64_t));
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
