#include <elf.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>

#include "call_again.h"
#include "clone_traced.h"

enum { LOOKED_AT = 1, ALONE = 2 }; /* data of the filter's answer */

int clone_traced_look(scmp_filter_ctx filter, bool alone)
{
	return seccomp_rule_add(
		filter, SCMP_ACT_TRACE(alone ? ALONE : LOOKED_AT), SCMP_SYS(clone3), 0);
}

/* Takes the flag out of struct clone_args, which begins with the flags. A child that shares the
 * memory finds it gone as well. */
static void take_flag(pid_t tid, uint64_t arguments)
{
	void *at = (void *)(uintptr_t)arguments;
	errno = 0;
	unsigned long flags = (unsigned long)ptrace(PTRACE_PEEKDATA, tid, at, 0);
	if (errno == 0 && flags & CLONE_UNTRACED)
		ptrace(PTRACE_POKEDATA, tid, at, flags & ~(unsigned long)CLONE_UNTRACED);
}

bool clone_traced_looked(pid_t tid)
{
	struct __ptrace_syscall_info info;
	if (ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof info, &info) < 0 ||
		info.op != PTRACE_SYSCALL_INFO_SECCOMP || info.seccomp.ret_data == 0)
		return false;
	take_flag(tid, info.seccomp.args[0]);
	return info.seccomp.ret_data == ALONE;
}

#ifdef CAN_CALL_AGAIN

#ifdef __x86_64__
#define FLAGS rdi
#else
#define FLAGS regs[0]
#endif

enum { SECCOMP_TRAP = 1 }; /* SYS_SECCOMP of the kernel, which glibc does not have */

int clone_traced_trap(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(clone), 1,
		SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_UNTRACED, CLONE_UNTRACED));
}

static bool is_trap(pid_t tid)
{
	siginfo_t info;
	return ptrace(PTRACE_GETSIGINFO, tid, 0, &info) == 0 && info.si_code == SECCOMP_TRAP &&
	       info.si_syscall == SYS_clone;
}

bool clone_traced_again(pid_t tid)
{
	struct user_regs_struct registers;
	struct iovec iov = { &registers, sizeof registers };
	if (!is_trap(tid) || ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &iov) < 0 ||
		!(registers.FLAGS & CLONE_UNTRACED))
		return false;
	registers.FLAGS &= ~(unsigned long long)CLONE_UNTRACED;
	return ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &iov) == 0 && call_again(tid) == 0;
}

#else

int clone_traced_trap(scmp_filter_ctx filter)
{
	(void)filter;
	return 0;
}

bool clone_traced_again(pid_t tid)
{
	(void)tid;
	return false;
}

#endif
