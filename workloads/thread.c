#include <linux/futex.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "loops/lack.h"
#include "workload.h"

enum { STACK = 64 * 1024 }; /* enough for a handler that copies all registers */

/* By clone(2), as the calls of pthread_create(3) differ from one thread to the next, and between
 * versions of libc. The thread shares its creator's errno, which nothing in it may touch. */
enum {
	THREAD = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
		 CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID
};

static _Alignas(64) char stack[STACK];
static _Atomic pid_t thread; /* the kernel sets it, and clears it when the thread ends */

static int end(void *unused)
{
	(void)unused;
	return (int)syscall(SYS_exit, 0);
}

/* Waits for the end of a thread. The kernel clears the word and then wakes, perhaps so late that it
 * wakes the wait for the next thread. A second wait would be one more call, so it spins for the
 * rest. */
static void join(pid_t started)
{
	syscall(SYS_futex, &thread, FUTEX_WAIT, started, NULL, NULL, 0);
	while (atomic_load(&thread))
		;
}

static void run(uint64_t ops)
{
	while (ops--) {
		int started = clone(end, stack + STACK, THREAD, NULL, &thread, NULL, &thread);
		if (started < 0)
			lack_of_tasks("clone of a thread");
		join(started);
	}
}

const struct workload workload = {
	.name = "thread",
	.summary = "a thread that ends at once, and is waited for",
	.calls_per_op = 3,
	.calls = { SYS_clone, SYS_exit, SYS_futex },
	.ends_per_op = 1,
	.events_per_op = { [NEW_TASKS] = 1 },
	.many_tasks = true,
	.demands = COVER_THREADS | COVER_CLONE,
	.selects_per_op = 1,
	.select = { SYS_clone },
	.run = run,
};
