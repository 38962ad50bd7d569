/* What the kernel itself does with a filter, tried in a child. */
#ifndef TRACETAX_UNIT_SECCOMP_H
#define TRACETAX_UNIT_SECCOMP_H

#include <check.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define ALLOW	      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define LOAD(field)   BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
/* A program: in an initializer, of an array or made there; and in an expression. */
#define OF(array)                                                                                  \
	{                                                                                          \
		LENGTH(array), array                                                               \
	}
#define MADE(...)      OF(((struct sock_filter[]){ __VA_ARGS__ }))
#define PROGRAM(array) ((struct sock_fprog){ LENGTH(array), (struct sock_filter *)(array) })

/* What the child leaves: 1 + errno of installing, and 1 + errno of the call. */
struct trial {
	int installed, called;
	bool killed; /* by SIGSYS, in the call */
};

static inline void try_in_child(
	const struct sock_fprog *program, const struct seccomp_data *call, struct trial *shared)
{
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* a child that is killed leaves no core */
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	int error = prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program) < 0 ? errno : 0;
	shared->installed = 1 + error;
	const __u64 *a = call->args;
	errno = 0;
	if (!error)
		syscall(call->nr, a[0], a[1], a[2], a[3], a[4], a[5]);
	shared->called = 1 + errno;
	_exit(0);
}

static inline struct trial kernel_tries(
	const struct sock_fprog *program, const struct seccomp_data *call)
{
	int status;
	struct trial *shared = mmap(
		NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(shared, MAP_FAILED);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0)
		try_in_child(program, call, shared);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	struct trial trial = *shared;
	trial.killed = !trial.called && WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
	munmap(shared, sizeof *shared);
	return trial;
}

/* Tells whether this process may install filters at all. */
static inline bool filters_are_permitted(void)
{
	static const struct sock_filter allow[] = { ALLOW };
	const struct seccomp_data call = { .nr = SYS_getppid };
	return kernel_tries(&PROGRAM(allow), &call).installed == 1;
}

#endif
