/* hazard_cleared: children by clone3(2) that have none of their parent's handlers, as glibc 2.38
 * and later start programs. Prints what became of each. */
#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef CLONE_CLEAR_SIGHAND
#define CLONE_CLEAR_SIGHAND 0x100000000ULL
#endif

static volatile sig_atomic_t handled;

static void handle(int signal)
{
	handled = signal;
}

/* Ends with a status that tells how the child finds its signals. */
static void child(void)
{
	struct sigaction first, second;
	sigaction(SIGUSR1, NULL, &first);
	sigaction(SIGUSR2, NULL, &second);
	_exit((first.sa_handler == SIG_DFL) + 2 * (second.sa_handler == SIG_IGN));
}

/* Starts a child that goes on in child(), on its own stack if there is one. */
static pid_t start(struct clone_args *args)
{
	long result = SYS_clone3;
#ifdef __x86_64__
	register void (*goes_on_in)(void) __asm__("r8") = child;
	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "and $-16, %%rsp\n\t"
			 "call *%%r8\n"
			 "1:"
			 : "+a"(result)
			 : "D"(args), "S"(sizeof *args), "r"(goes_on_in)
			 : "rcx", "r11", "memory");
#else
	result = -ENOSYS;
#endif
	return (pid_t)result;
}

static void tell(const char *what, struct clone_args *args)
{
	int status = -1;
	args->exit_signal = SIGCHLD;
	args->flags |= CLONE_CLEAR_SIGHAND;
	pid_t pid = start(args);
	if (pid > 0)
		waitpid(pid, &status, 0);
	printf("%s: %d, status %x\n", what, pid > 0 ? 0 : pid, status);
}

int main(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	signal(SIGUSR1, handle);
	signal(SIGUSR2, SIG_IGN);
	tell("a copy", &(struct clone_args){ 0 });
	tell("on a stack of its own", &(struct clone_args){ .flags = CLONE_VM | CLONE_VFORK,
					      .stack = (uintptr_t)stack,
					      .stack_size = sizeof stack });
	raise(SIGUSR1);
	printf("its parent handles %d\n", handled == SIGUSR1);
	return 0;
}
