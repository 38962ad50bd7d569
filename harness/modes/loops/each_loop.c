/* One thread of the tracer for each task. A new task is attached to the thread that traces its
 * parent, and no other thread can wait for it or restart it. So it is handed over, and must not
 * make a call meanwhile. At its first stop the parent's thread blocks all its signals, sends it to
 * two bytes of its own code that jump to themselves, and detaches it. Its own thread seizes it
 * there, stops it, and puts registers and signals back. A guard kills it if we die, or it would
 * spin for ever.
 *
 *   thread of the parent   EVENT_STOP of the new one -> spin, DETACH
 *   a new thread                                                    SEIZE, INTERRUPT -> as it was
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deadman.h"
#include "each_loop.h"
#include "page/flag.h"
#include "page/privileges.h"
#include "ptrace_loop.h"

#ifdef __x86_64__

enum { STACK_SIZE = 128 * 1024, CHUNK = 64 * 1024 };
static const unsigned char SPIN[] = { 0xeb, 0xfe }; /* jmp to itself */

static struct run *run;
static struct page *page; /* mapped again: when one thread fails, others may outlive the run */
static _Atomic pid_t program; /* 0 once it has ended: its tid may be used again */
static _Atomic size_t threads; /* of the tracer, one for each task */
static _Atomic uint32_t over; /* no thread is left, or something failed */
static _Atomic int failure;
/* Read: a task is; written: none will be again. */
static pthread_rwlock_t handing_over = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;

/* What a thread knows of its task. */
struct task {
	pid_t tid;
	unsigned long spin; /* address of a jump to itself in its memory; 0: not known */
	struct user_regs_struct registers; /* what it had when it was let go */
	uint64_t blocked; /* signals, likewise */
	_Atomic pid_t *guarded;
};

static bool spins_at(pid_t tid, unsigned long at)
{
	errno = 0;
	unsigned long word = at ? (unsigned long)ptrace(PTRACE_PEEKTEXT, tid, at, 0) : 0;
	return at && !errno && memcmp(&word, SPIN, sizeof SPIN) == 0;
}

static unsigned long find_in(int memory, unsigned long from, unsigned long to)
{
	static _Thread_local char chunk[CHUNK];
	for (ssize_t n; from < to; from += (unsigned long)n) {
		size_t wanted = to - from < sizeof chunk ? to - from : sizeof chunk;
		n = pread(memory, chunk, wanted, (off_t)from);
		const char *found = n > 0 ? memmem(chunk, (size_t)n, SPIN, sizeof SPIN) : NULL;
		if (found)
			return from + (unsigned long)(found - chunk);
		if (n <= 0)
			return 0;
	}
	return 0;
}

/* Finds the two bytes, which any large library has somewhere, as a part of other instructions. */
static int find_spin(pid_t tid, unsigned long *found)
{
	char path[32], line[512], execute;
	unsigned long from, to;
	snprintf(path, sizeof path, "/proc/%d/mem", tid);
	int memory = open(path, O_RDONLY | O_CLOEXEC);
	snprintf(path, sizeof path, "/proc/%d/maps", tid);
	FILE *maps = memory < 0 ? NULL : fopen(path, "re");
	int error = maps ? 0 : errno;
	*found = 0;
	while (maps && !*found && fgets(line, sizeof line, maps))
		if (sscanf(line, "%lx-%lx %*c%*c%c", &from, &to, &execute) == 3 && execute == 'x')
			*found = find_in(memory, from, to);
	if (maps)
		fclose(maps);
	if (memory >= 0)
		close(memory);
	return error == ENOENT ? -ESRCH : -error; /* killed meanwhile */
}

/* Reports an error, except ESRCH: the task was killed meanwhile, and its end will be reported. */
static int checked(long result, const char *what)
{
	if (result == 0 || errno == ESRCH)
		return 0;
	return page_fail(page, errno, what, PTRACE_REMEDY);
}

static int restart(pid_t tid, int signal)
{
	return checked(ptrace(PTRACE_SYSCALL, tid, 0, signal), "the restart of a tracee");
}

/* Lets a new task go and spin, until its own thread seizes it. */
static int let_go(struct task *task)
{
	static const uint64_t all = ~UINT64_C(0);
	struct user_regs_struct away;
	int error = spins_at(task->tid, task->spin) ? 0 : find_spin(task->tid, &task->spin);
	bool spins = !error && spins_at(task->tid, task->spin);
	if (error)
		return error;
	if (ptrace(PTRACE_GETREGS, task->tid, 0, &task->registers) < 0 ||
		ptrace(PTRACE_GETSIGMASK, task->tid, sizeof task->blocked, &task->blocked) < 0)
		return -errno; /* if it was killed meanwhile, nothing was found in it either */
	if (!spins)
		return page_fail(page, 0,
			"the program has no jump to itself in its code, where a new task of it could wait",
			NULL);
	away = task->registers;
	away.rip = task->spin;
	if (ptrace(PTRACE_SETREGS, task->tid, 0, &away) < 0 ||
		ptrace(PTRACE_SETSIGMASK, task->tid, sizeof all, &all) < 0 ||
		ptrace(PTRACE_DETACH, task->tid, 0, 0) < 0)
		return -errno;
	return 0;
}

static int take_back(const struct task *task)
{
	int error =
		checked(ptrace(PTRACE_SETREGS, task->tid, 0, &task->registers), "PTRACE_SETREGS");
	return error ? error
		     : checked(ptrace(PTRACE_SETSIGMASK, task->tid, sizeof task->blocked,
				       &task->blocked),
			       "PTRACE_SETSIGMASK");
}

static void *follow_new(void *task);

static int start_thread(void *(*start)(void *), struct task *task)
{
	pthread_attr_t attributes;
	pthread_t thread;
	threads++;
	int error = pthread_attr_init(&attributes);
	if (!error)
		error = pthread_attr_setstacksize(&attributes, STACK_SIZE);
	if (!error)
		error = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	if (!error)
		error = pthread_create(&thread, &attributes, start, task);
	pthread_attr_destroy(&attributes);
	if (!error)
		return 0;
	threads--;
	free(task);
	return page_fail(page, error, "a thread for a new task",
		"raise what limits threads: ulimit -u, pids.max, kernel.threads-max");
}

/* Hands a new task over, at its first stop; a task that was killed there needs no thread. */
static int hand_over(const struct task *parent, pid_t tid)
{
	struct task *task = malloc(sizeof *task);
	if (!task)
		return page_fail(page, ENOMEM, "a thread for a new task", NULL);
	*task = (struct task){ .tid = tid, .spin = parent->spin };
	pthread_rwlock_rdlock(&handing_over);
	task->guarded = deadman_on(tid);
	int error = let_go(task);
	pthread_rwlock_unlock(&handing_over);
	if (!error)
		return start_thread(follow_new, task);
	deadman_off(task->guarded);
	free(task);
	return error == -ESRCH ? 0 : page_fail(page, -error, "handing over a new task", NULL);
}

static int ended(pid_t tid, int status)
{
	if (tid != program)
		return 0;
	program = 0;
	return run_ended(page, status);
}

static int counted(pid_t tid)
{
	atomic_fetch_add_explicit(&page->live.stops, 1, memory_order_relaxed);
	return restart(tid, 0);
}

static int dispatch(struct task *task, pid_t tid, int status)
{
	if (!WIFSTOPPED(status))
		return ended(tid, status);
	int event = status >> 16, signal = WSTOPSIG(status);
	if (event == PTRACE_EVENT_EXEC) { /* perhaps by a thread, which takes its leader's tid */
		task->tid = tid;
		task->spin = 0;
		if (page->live.looks)
			privileges_look(page, tid);
	}
	if (tid != task->tid)
		return hand_over(task, tid);
	if (signal == (SIGTRAP | 0x80) || event == PTRACE_EVENT_SECCOMP)
		return counted(tid);
	ptrace_event_counted(page, status);
	if (event == PTRACE_EVENT_STOP && tid == program)
		page->live.stopped = ptrace_is_stopping(signal);
	if (event == PTRACE_EVENT_STOP && ptrace_is_stopping(signal))
		return checked(ptrace(PTRACE_LISTEN, tid, 0, 0), "PTRACE_LISTEN");
	return restart(tid, event ? 0 : signal);
}

/* Waits for the next stop among the tasks of the calling thread. Returns its tid, 0 when no task is
 * left, or a negative errno. */
static pid_t next_stop(int *status)
{
	pid_t tid;
	do
		tid = waitpid(-1, status, __WALL | __WNOTHREAD);
	while (tid < 0 && errno == EINTR);
	if (tid >= 0)
		return tid;
	return errno == ECHILD ? 0 : page_fail(page, errno, "waitpid", NULL);
}

/* Follows the task until it has ended, or has vanished as another thread took its tid by an exec.
 */
static int follow(struct task *task)
{
	int status, error = 0;
	pid_t tid = 0;
	while (!error && (tid = next_stop(&status)) > 0)
		error = dispatch(task, tid, status);
	return error ? error : tid;
}

static void *finish(struct task *task, int error)
{
	int none = 0;
	free(task);
	if (error)
		atomic_compare_exchange_strong(&failure, &none, error);
	if (--threads == 0 || error)
		flag_set(&over);
	return NULL;
}

/* Tells whether a task was killed (perhaps by its own thread that execs) and is not yet reaped:
 * seizing it then gives EPERM. */
static bool is_dead(pid_t tid)
{
	char path[32], text[256] = "";
	snprintf(path, sizeof path, "/proc/%d/status", tid);
	int status = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = status < 0 ? 0 : read(status, text, sizeof text - 1);
	if (status >= 0)
		close(status);
	return n <= 0 || strstr(text, "\nState:\tZ") || strstr(text, "\nState:\tX");
}

static int seize(pid_t tid)
{
	if (ptrace(PTRACE_SEIZE, tid, 0, PTRACE_FOLLOW) == 0 || errno == ESRCH)
		return 0;
	int error = errno;
	return is_dead(tid) ? 0 : page_fail(page, error, "PTRACE_SEIZE", PTRACE_REMEDY);
}

static int follow_seized(struct task *task)
{
	int status, error = checked(ptrace(PTRACE_INTERRUPT, task->tid, 0, 0), "PTRACE_INTERRUPT");
	pid_t tid = error ? error : next_stop(&status);
	if (tid <= 0)
		return tid;
	if (WIFSTOPPED(status))
		error = take_back(task);
	if (!error)
		error = dispatch(task, tid, status);
	return error ? error : follow(task);
}

static void *follow_new(void *argument)
{
	struct task *task = argument;
	int error = seize(task->tid);
	if (!error) { /* otherwise it stays guarded, and ends with us */
		deadman_off(task->guarded);
		error = follow_seized(task);
	}
	return finish(task, error);
}

static void *follow_program(void *argument)
{
	struct task *task = argument;
	page->live.watcher = gettid();
	int error = ptrace_seize(run, PTRACE_FOLLOW);
	if (!error) {
		flag_set(&page->live.gate);
		error = follow(task);
	}
	return finish(task, error);
}

/* This thread must not wait for tasks: the program is its child, so it would take the stops that
 * belong to another thread (kernel/exit.c, wait_consider_task). */
int trace_each_syscall_stops(struct run *this)
{
	struct task *task = calloc(1, sizeof *task);
	if (!task)
		return page_fail(this->page, ENOMEM, "a thread for the program", NULL);
	run = this;
	page = mremap(run->page, 0, sizeof *page, MREMAP_MAYMOVE);
	if (page == MAP_FAILED)
		return page_fail(run->page, errno, "mremap", NULL);
	program = task->tid = run->tracee;
	int error = deadman_start();
	if (error)
		return page_fail(this->page, -error, "a guard of new tasks", NULL);
	error = start_thread(follow_program, task);
	if (!error)
		flag_wait(&over);
	if (!error && failure >= 0) { /* if told to end, while others still run */
		pthread_rwlock_wrlock(&handing_over);
		deadman_stop(); /* what is guarded ends with it */
	}
	return error ? error : failure;
}

#else

int trace_each_syscall_stops(struct run *run)
{
	return page_fail(run->page, ENOTSUP, "handing a task over", "measure it on x86-64");
}

#endif
