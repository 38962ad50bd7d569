#include <elf.h>
#include <errno.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#include "call_again.h"

#if defined __x86_64__

enum { CALL_LENGTH = 2 }; /* syscall */

static void step_back(struct user_regs_struct *registers)
{
	registers->rip -= CALL_LENGTH;
	registers->rax = registers->orig_rax;
	registers->orig_rax = (unsigned long long)-1; /* a signal must not restart the call */
}

#elif defined __aarch64__

enum { CALL_LENGTH = 4 }; /* svc */

static void step_back(struct user_regs_struct *registers)
{
	registers->pc -= CALL_LENGTH;
}

#endif

int call_again(pid_t tracee)
{
#ifdef CAN_CALL_AGAIN
	struct user_regs_struct registers;
	struct iovec iov = { &registers, sizeof registers };
	if (ptrace(PTRACE_GETREGSET, tracee, NT_PRSTATUS, &iov) < 0)
		return -errno;
	step_back(&registers);
	return ptrace(PTRACE_SETREGSET, tracee, NT_PRSTATUS, &iov) < 0 ? -errno : 0;
#else
	(void)tracee;
	return -ENOSYS;
#endif
}
