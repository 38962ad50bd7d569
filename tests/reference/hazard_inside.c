/* hazard_inside: what a watcher within the process might disturb. Ends with status 0, or names on
 * standard output what was not as the kernel alone would have it. */
#include <errno.h>
#include <fenv.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int failures;

static void check(bool holds, const char *what)
{
	if (!holds) {
		printf("%s\n", what);
		failures = 1;
	}
}

/* Makes all calls by one instruction: the first, which is a call, must not prepare the rest. */
static void numbers(void)
{
	static const long none[] = { 400, 401, 402, 421, 422, 423, 599, 600, 601, 4000, 4094, 4096,
		1L << 20, 0x7fffffffffff, -1 };
	check(syscall(SYS_getpid) == getpid(), "getpid");
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		errno = 0;
		bool failed = syscall(none[i]) == -1 && errno == ENOSYS;
		check(failed, "a number that no call has");
	}
}

static void *rounding(void *unused)
{
	(void)unused;
	return (void *)(intptr_t)fegetround();
}

static void threads(void)
{
	pthread_t thread;
	void *result = NULL;
	fesetround(FE_UPWARD);
	pthread_create(&thread, NULL, rounding, NULL);
	pthread_join(thread, &result);
	check((intptr_t)result == FE_UPWARD, "a thread rounds as its parent does");
	fesetround(FE_TONEAREST);
}

static void ends(pid_t child, int status, const char *what)
{
	int got = -1;
	check(child > 0 && waitpid(child, &got, 0) == child && got == status, what);
}

static void children(void)
{
	pid_t child = (pid_t)syscall(SYS_fork);
	if (child == 0)
		_exit((int)syscall(SYS_getpid) == getpid() ? 5 : 6);
	ends(child, 5 << 8, "a child of the call fork");
	child = vfork();
	if (child == 0)
		_exit(7);
	ends(child, 7 << 8, "a child of vfork");
	child = fork();
	if (child == 0) {
		raise(SIGSYS);
		_exit(0);
	}
	ends(child, SIGSYS, "a child dies of SIGSYS");
	child = fork();
	if (child == 0) {
		volatile char *volatile nowhere = NULL;
		signal(SIGSEGV, SIG_IGN);
		*nowhere = 0;
		_exit(0);
	}
	ends(child, SIGSEGV, "a child dies of a fault that it ignores");
}

static volatile sig_atomic_t handled;

static void handler(int signal)
{
	(void)signal;
	handled += getppid() > 0;
}

/* A call while SIGSYS is blocked must be possible, in each way of blocking it. */
static void masks(void)
{
	sigset_t all, all_but_one, before;
	sigfillset(&all);
	sigfillset(&all_but_one);
	sigdelset(&all_but_one, SIGUSR1);
	sigaction(SIGUSR1, &(struct sigaction){ .sa_handler = handler, .sa_mask = all }, NULL);
	sigprocmask(SIG_SETMASK, &all, &before);
	check(getppid() > 0, "a call while all signals are blocked");
	kill(getpid(), SIGUSR1);
	sigsuspend(&all_but_one);
	kill(getpid(), SIGUSR1);
	ppoll(NULL, 0, NULL, &all_but_one);
	kill(getpid(), SIGUSR1);
	pselect(0, NULL, NULL, NULL, NULL, &all_but_one);
	kill(getpid(), SIGUSR1);
	sigprocmask(SIG_SETMASK, &all_but_one, NULL);
	check(handled == 4, "four signals, each handled once");
	sigprocmask(SIG_SETMASK, &before, NULL);
	sigset_t now;
	sigprocmask(SIG_BLOCK, NULL, &now);
	check(!sigismember(&now, SIGUSR1), "the mask is as it was set");
}

static sigjmp_buf back;

static void jump(int signal)
{
	siglongjmp(back, signal);
}

static void handlers(void)
{
	static char bytes[1 << 16];
	stack_t stack = { .ss_sp = bytes + sizeof bytes / 2, .ss_size = sizeof bytes / 2 }, now;
	sigaltstack(&stack, NULL);
	stack.ss_sp = bytes; /* a second one: the kernel does not go back to none by itself */
	sigaltstack(&stack, NULL);
	sigaltstack(NULL, &now);
	check(now.ss_sp == bytes && now.ss_flags == 0, "the stack for signals is as it was set");
	struct sigaction action = { .sa_handler = jump, .sa_flags = SA_ONSTACK }, got;
	sigaction(SIGSYS, &action, NULL);
	sigaction(SIGSYS, NULL, &got);
	check(got.sa_handler == jump, "the handler of SIGSYS is as it was set");
	if (sigsetjmp(back, 1) == 0) {
		raise(SIGSYS);
		check(false, "SIGSYS is handled");
	}
	sigaction(SIGSEGV, &action, NULL);
	volatile char *volatile nowhere = NULL;
	if (sigsetjmp(back, 1) == 0) {
		*nowhere = 0;
		check(false, "SIGSEGV is handled");
	}
}

#ifdef __x86_64__
/* The compiler does not expect a call to change anything but these. */
static void registers(void)
{
	long result = SYS_getppid;
	uint64_t in[4] = { 1, 2, 3, 4 }, out[4];
	__asm__ volatile("movdqu %[low], %%xmm7\n"
			 "movdqu %[high], %%xmm15\n"
			 "syscall\n"
			 "movdqu %%xmm7, %[low_out]\n"
			 "movdqu %%xmm15, %[high_out]\n"
			 : "+a"(result), [low_out] "=m"(*(uint64_t(*)[2])out),
			 [high_out] "=m"(*(uint64_t(*)[2])(out + 2))
			 : [low] "m"(*(uint64_t(*)[2])in), [high] "m"(*(uint64_t(*)[2])(in + 2))
			 : "rcx", "r11", "xmm7", "xmm15", "memory");
	check(result == getppid(), "a call of the program's own");
	for (int i = 0; i < 4; i++)
		check(in[i] == out[i], "a vector register");
}
#else
static void registers(void) {}
#endif

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
	for (int i = 0; i < 3; i++) { /* the first time is not like the others, where text is
					 rewritten */
		numbers();
		threads();
		children();
		masks();
		registers();
		handled = 0;
	}
	handlers();
	return failures;
}
