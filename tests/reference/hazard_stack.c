/* hazard_stack: calls on stacks that are hardly large enough, and signals on stacks of the
 * program's own. Ends with status 0, or names on standard output what was not as the kernel alone
 * would have it. */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#ifdef __x86_64__

enum { CALLS = 100, SMALL = 2048, GUARD = 16384, ROUNDS = 50, PATTERN = 0xa5, FIBERS = 4 };

static int failures;

static void check(bool holds, const char *what)
{
	if (!holds) {
		printf("%s\n", what);
		failures = 1;
	}
}

/* Leaves alone what is on the stack; a function of libc's might be looked up there. */
static long bare(long number)
{
	__asm__ volatile("syscall" : "+a"(number) : : "rcx", "r11", "memory");
	return number;
}

struct stack {
	unsigned char below[GUARD], bytes[SMALL];
};
static struct stack stacks[FIBERS];
static ucontext_t fibers[FIBERS], back;
static int running;

static bool untouched(const struct stack *stack)
{
	for (int i = 0; i < GUARD; i++)
		if (stack->below[i] != PATTERN)
			return false;
	return true;
}

static void make(int fiber, void (*function)(void))
{
	memset(&stacks[fiber], PATTERN, sizeof stacks[fiber]);
	getcontext(&fibers[fiber]);
	fibers[fiber].uc_stack.ss_sp = stacks[fiber].bytes;
	fibers[fiber].uc_stack.ss_size = SMALL;
	fibers[fiber].uc_link = &back;
	makecontext(&fibers[fiber], function, 0);
}

static void call(void)
{
	for (int i = 0; i < CALLS; i++)
		if (bare(SYS_getpid) <= 0)
			failures = 1;
}

static void small_stack(void)
{
	make(0, call);
	swapcontext(&back, &fibers[0]);
	check(untouched(&stacks[0]), "what lies below a small stack");
}

/* A thread that libc does not know of, on a small stack. */
static volatile int thread_ran;

static int in_thread(void *unused)
{
	(void)unused;
	call();
	thread_ran = 1;
	bare(SYS_getpid);
	return 0;
}

static void small_thread(void)
{
	memset(&stacks[0], PATTERN, sizeof stacks[0]);
	int status = -1;
	pid_t child =
		clone(in_thread, stacks[0].bytes + SMALL, CLONE_VM | CLONE_FS | SIGCHLD, NULL);
	check(child > 0 && waitpid(child, &status, 0) == child && status == 0 && thread_ran,
		"a child on a small stack");
	check(untouched(&stacks[0]), "what lies below a child's stack");
}

/* A thread that has nothing where those of libc have what is each thread's own. */
static void own_thread(void)
{
	enum { PAGE = 4096 };
	int status = -1, flags = CLONE_VM | CLONE_FS | CLONE_SETTLS | SIGCHLD;
	char *pages = mmap(NULL, 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	mprotect(pages + PAGE, PAGE, PROT_READ | PROT_WRITE);
	pid_t child = clone(
		in_thread, stacks[0].bytes + SMALL, flags, NULL, NULL, (void *)(pages + PAGE));
	check(child > 0 && waitpid(child, &status, 0) == child && status == 0,
		"a child that is no thread of libc's");
	munmap(pages, 2 * PAGE);
}

static unsigned char alternate[65536], other[65536];
static volatile sig_atomic_t handled, on_alternate, told_alternate;
static volatile uintptr_t at;

static bool within(const void *pointer, const unsigned char *bytes)
{
	return (const unsigned char *)pointer >= bytes &&
	       (const unsigned char *)pointer < bytes + sizeof alternate;
}

static void look(int signal, siginfo_t *info, void *data)
{
	const ucontext_t *context = data;
	char here;
	(void)signal;
	(void)info;
	stack_t now;
	sigaltstack(NULL, &now);
	handled++;
	on_alternate = within(&here, alternate);
	told_alternate = now.ss_flags == SS_ONSTACK && context->uc_stack.ss_sp == alternate;
	at = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
}

static void handle(int signal, void (*how)(int, siginfo_t *, void *), int flags)
{
	struct sigaction action = { .sa_sigaction = how, .sa_flags = SA_SIGINFO | flags };
	sigaction(signal, &action, NULL);
}

static void use(unsigned char *bytes, int flags)
{
	stack_t stack = { .ss_sp = bytes, .ss_size = sizeof alternate, .ss_flags = flags };
	check(sigaltstack(&stack, NULL) == 0, "a stack for signals is set");
}

extern const char kill_site[];

/* kill(2) by an instruction of its own: the signal finds the program behind it. */
__attribute__((noinline)) static void kill_here(int signal)
{
	long number = SYS_kill;
	__asm__ volatile("syscall\n\t.globl kill_site\nkill_site:"
			 : "+a"(number)
			 : "D"((long)getpid()), "S"((long)signal)
			 : "rcx", "r11", "memory");
	check(number == 0, "kill");
}

static void handlers(void)
{
	stack_t now, small = { .ss_sp = other, .ss_size = 1000 };
	sigaltstack(NULL, &now);
	check(now.ss_flags == SS_DISABLE && !now.ss_sp && !now.ss_size, "no stack for signals yet");
	handle(SIGUSR1, look, SA_ONSTACK);
	raise(SIGUSR1);
	check(handled == 1 && !on_alternate, "a handler where there is no stack for it");
	use(alternate, 0);
	check(sigaltstack(&small, NULL) == -1 && errno == ENOMEM, "a stack that is too small");
	kill_here(SIGUSR1);
	check(handled == 2 && on_alternate && told_alternate, "a handler on its stack");
	check(at == (uintptr_t)kill_site, "where a signal finds the program");
	handle(SIGUSR1, look, 0);
	kill_here(SIGUSR1);
	check(handled == 3 && !on_alternate, "a handler that is not for that stack");
	struct sigaction got;
	sigaction(SIGUSR1, NULL, &got);
	check(got.sa_sigaction == look && !(got.sa_flags & SA_ONSTACK), "the action as it was set");
	handle(SIGUSR1, look, (int)SA_RESETHAND);
	raise(SIGUSR1);
	sigaction(SIGUSR1, NULL, &got);
	check(handled == 4 && got.sa_handler == SIG_DFL, "a handler that serves once");
}

static void mask_within(int signal, siginfo_t *info, void *data)
{
	sigset_t now;
	(void)info;
	sigprocmask(SIG_BLOCK, NULL, &now);
	check(sigismember(&now, signal) && sigismember(&now, SIGUSR2) &&
			!sigismember(&now, SIGCHLD),
		"what is blocked in a handler");
	sigaddset(&((ucontext_t *)data)->uc_sigmask, SIGWINCH);
}

static void masks(void)
{
	struct sigaction action = { .sa_sigaction = mask_within, .sa_flags = SA_SIGINFO };
	sigaddset(&action.sa_mask, SIGUSR2);
	sigaction(SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	sigset_t now;
	sigprocmask(SIG_SETMASK, NULL, &now);
	check(sigismember(&now, SIGWINCH) && !sigismember(&now, SIGUSR1),
		"the mask that a handler leaves");
	sigprocmask(SIG_UNBLOCK, &now, NULL);
}

static void refused(long result, const char *what)
{
	check(result == -1 && errno == EFAULT, what);
	errno = 0;
}

/* Nothing can be read at the one address, and nothing written to the other. */
static void wrong_pointers(void)
{
	static const char constant[128];
	const long none = 8, constants = (long)constant;
	refused(syscall(SYS_rt_sigprocmask, SIG_BLOCK, none, NULL, 8L), "a mask that is none");
	refused(syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, constants, 8L), "no room for a mask");
	refused(syscall(SYS_rt_sigaction, SIGUSR1, none, NULL, 8L), "an action that is none");
	refused(syscall(SYS_rt_sigaction, SIGUSR1, NULL, constants, 8L), "no room for an action");
	refused(syscall(SYS_sigaltstack, none, NULL), "a stack that is none");
	refused(syscall(SYS_sigaltstack, NULL, constants), "no room for a stack");
	refused(syscall(SYS_ppoll, NULL, 0L, NULL, none, 8L), "a mask to wait with that is none");
	refused(syscall(SYS_clone3, none, 64L), "arguments that are none");
	refused(syscall(SYS_clone3, NULL, 64L), "no arguments");
}

static void replace(int signal)
{
	(void)signal;
	stack_t stack = { .ss_sp = other, .ss_size = sizeof other };
	check(sigaltstack(&stack, NULL) == -1 && errno == EPERM, "a stack that is in use");
}

static void set_within(int signal)
{
	(void)signal;
	use(other, 0);
}

static void stacks_change(void)
{
	stack_t now;
	use(alternate, 0);
	sigaction(SIGUSR1, &(struct sigaction){ .sa_handler = replace, .sa_flags = SA_ONSTACK },
		NULL);
	raise(SIGUSR1);
	sigaction(SIGUSR1, &(struct sigaction){ .sa_handler = set_within }, NULL);
	raise(SIGUSR1);
	sigaltstack(NULL, &now);
	check(now.ss_sp == alternate && now.ss_flags == 0, "the stack as it was before a handler");
	use(alternate, INT_MIN); /* SS_AUTODISARM */
	handle(SIGUSR1, look, SA_ONSTACK);
	raise(SIGUSR1);
	sigaltstack(NULL, &now);
	check(on_alternate && now.ss_sp == alternate, "a stack that is off while it is in use");
	use(NULL, SS_DISABLE);
	sigaltstack(NULL, &now);
	check(now.ss_flags == SS_DISABLE, "no stack any more");
}

/* As a runtime does: the handler has the program go on elsewhere. */
static volatile uintptr_t fault;
static volatile int recovered;
static sigjmp_buf before_fault;

static void recover(void)
{
	recovered++;
	siglongjmp(before_fault, 1);
}

static void redirect(int signal, siginfo_t *info, void *data)
{
	greg_t *r = ((ucontext_t *)data)->uc_mcontext.gregs;
	(void)signal;
	fault = info->si_code == SEGV_MAPERR ? (uintptr_t)info->si_addr : 0;
	r[REG_RSP] = ((r[REG_RSP] - 256) & ~15L) - 8;
	r[REG_RIP] = (greg_t)recover;
}

static void nil_pointers(void)
{
	volatile int *volatile nowhere = (int *)24;
	use(alternate, 0);
	handle(SIGSEGV, redirect, SA_ONSTACK | SA_NODEFER);
	for (volatile int i = 0; i < ROUNDS; i++)
		if (!sigsetjmp(before_fault, 1)) {
			failures |= *nowhere;
			check(false, "a nil pointer faults");
		}
	check(recovered == ROUNDS && fault == 24, "nil pointers recovered from");
}

/* Fibers that a timer preempts: the handler leaves for another fiber, and comes back. */
static volatile int switches;

static void preempt(int signal)
{
	(void)signal;
	int last = running;
	running = (running + 1) % FIBERS;
	if (++switches > ROUNDS) {
		running = last;
		return;
	}
	swapcontext(&fibers[last], &fibers[running]);
}

static unsigned char large[FIBERS][65536];

/* Between contexts the alarm is blocked: while one is half left, it cannot be left again. */
static void block_alarm(int how)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigprocmask(how, &set, NULL);
}

static void work(void)
{
	block_alarm(SIG_UNBLOCK);
	while (switches <= ROUNDS)
		if (bare(SYS_getpid) != getpid())
			failures = 1;
}

static void preempted(void)
{
	struct sigaction action = { .sa_handler = preempt, .sa_flags = SA_RESTART };
	struct itimerval often = { { 0, 1000 }, { 0, 1000 } }, never = { 0 };
	block_alarm(SIG_BLOCK);
	for (int i = 0; i < FIBERS; i++) {
		make(i, work);
		fibers[i].uc_stack.ss_sp = large[i];
		fibers[i].uc_stack.ss_size = sizeof large[i];
		makecontext(&fibers[i], work, 0);
	}
	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	swapcontext(&back, &fibers[0]);
	setitimer(ITIMER_REAL, &never, NULL);
	block_alarm(SIG_UNBLOCK);
	check(switches > ROUNDS, "fibers that a timer preempts");
}

/* Threads that are signalled in the midst of calls on small stacks. */
static atomic_bool ended;
static volatile sig_atomic_t urged;

static void urge(int signal, siginfo_t *info, void *data)
{
	char here;
	(void)signal;
	(void)info;
	(void)data;
	urged += within(&here, alternate);
}

static void until_ended(void)
{
	while (!ended)
		if (bare(SYS_getpid) <= 0)
			failures = 1;
}

static void *run_small(void *unused)
{
	use(alternate, 0);
	swapcontext(&back, &fibers[0]);
	return unused;
}

static void urged_thread(void)
{
	pthread_t thread;
	make(0, until_ended);
	handle(SIGURG, urge, SA_ONSTACK | SA_RESTART);
	pthread_create(&thread, NULL, run_small, NULL);
	while (urged < ROUNDS) {
		pthread_kill(thread, SIGURG);
		sched_yield();
	}
	ended = true;
	pthread_join(thread, NULL);
	check(untouched(&stacks[0]), "what lies below a small stack, with signals");
}

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
	for (int i = 0; i < 2; i++) {
		small_stack();
		small_thread();
		own_thread();
	}
	handlers();
	masks();
	wrong_pointers();
	stacks_change();
	nil_pointers();
	preempted();
	urged_thread();
	return failures;
}

#else

int main(void)
{
	return 0;
}

#endif
