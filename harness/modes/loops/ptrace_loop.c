/* The order of stops for one call (Linux 4.8 and later; before, SECCOMP came first):
 *
 *   PTRACE_SYSCALL   syscall-entry-stop -> [SECCOMP] -> the call -> syscall-exit-stop
 *   PTRACE_CONT                             SECCOMP  -> the call
 *   PTRACE_SYSEMU    syscall-entry-stop -> nothing: the call is skipped, whatever restarts it
 *
 * No toggle between entry and exit is kept: it would drift. A tracee is restarted after any other
 * stop as it was after its last one, so a fork or a signal in mid-call changes nothing. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "call_again.h"
#include "ptrace_loop.h"

enum {
	TID_MAX = 4 * 1024 * 1024, /* PID_MAX_LIMIT, include/linux/threads.h */
	LONG_SCAN = 16, /* tasks: from here on waitpid(2) for one is cheaper than for any */
};

/* How a tracee is restarted after each kind of stop. */
struct policy {
	int start; /* from exec on */
	int at_syscall;
	int at_seccomp;
	int (*inspect)(pid_t tracee); /* at each of these stops, before the restart; may be NULL */
	bool emulates; /* skips the calls of the loop: emulated(); at_syscall is for the others */
	bool first; /* takes what wait(2) finds first: no matter who starves */
	int look; /* WNOHANG: never sleeps, but looks for a stop again and again */
};

/* What is known of a tid; one byte each, so that no stop costs a search. */
enum knowledge { UNKNOWN, ANNOUNCED, SEEN_EARLY, TRACED, DIED_EARLY };

struct tracee {
	uint8_t knowledge;
	uint8_t request; /* its last restart */
	uint32_t stops; /* of any kind, once it is known; may wrap: they decide an order alone */
};

struct stop {
	pid_t tid;
	int status;
};

/* Stops taken together, and whose they were the last time: as many as there can be tasks. */
struct batch {
	struct stop stops[TID_MAX];
	pid_t asked[TID_MAX];
	int n_asked;
};

struct tree {
	const struct policy *policy;
	struct run *run;
	pid_t program; /* 0 once it has ended: its tid may be used again */
	struct tracee *tracees; /* by tid */
	struct batch *batch;
	size_t alive;
	uint32_t mean; /* stops of each, of those dispatched last: a new one begins there */
};

int ptrace_seize(struct run *run, int options)
{
	uint64_t begun = attach_begin();
	if (ptrace(PTRACE_SEIZE, run->tracee, 0, options) < 0)
		return page_fail(run->page, errno, "PTRACE_SEIZE", PTRACE_REMEDY);
	attach_end(run->page, begun);
	return 0;
}

static void know(struct tree *tree, pid_t tid, enum knowledge knowledge)
{
	struct tracee *tracee = &tree->tracees[tid];
	tracee->knowledge = (uint8_t)knowledge;
	tracee->request = (uint8_t)tree->policy->start;
	tracee->stops = tree->mean;
	tree->alive++;
}

/* An unknown one was inherited over exec, or killed before its first stop was taken: then its
 * parent's event is still to come. */
static void forget(struct tree *tree, pid_t tid)
{
	struct tracee *tracee = &tree->tracees[tid];
	bool announced = tracee->knowledge == ANNOUNCED || tracee->knowledge == TRACED;
	if (announced || tracee->knowledge == SEEN_EARLY)
		tree->alive--;
	tracee->knowledge = announced ? UNKNOWN : DIED_EARLY;
}

/* The parent's event and the child's first stop come in either order, and the child may even be
 * gone by then. */
static void announce(struct tree *tree, pid_t child)
{
	struct tracee *tracee = &tree->tracees[child];
	if (tracee->knowledge == SEEN_EARLY)
		tracee->knowledge = TRACED;
	else if (tracee->knowledge == DIED_EARLY)
		tracee->knowledge = UNKNOWN;
	else if (tracee->knowledge == UNKNOWN)
		know(tree, child, ANNOUNCED);
}

static void meet(struct tree *tree, pid_t tid)
{
	struct tracee *tracee = &tree->tracees[tid];
	if (tracee->knowledge == ANNOUNCED)
		tracee->knowledge = TRACED;
	else if (tracee->knowledge == UNKNOWN || tracee->knowledge == DIED_EARLY)
		know(tree, tid, SEEN_EARLY);
}

/* A thread that execs takes the tid of its leader; the old tid is never reported again. */
static void exec_by(struct tree *tree, pid_t tid)
{
	unsigned long former = 0;
	ptrace(PTRACE_GETEVENTMSG, tid, 0, &former);
	if ((pid_t)former == tid || former == 0 || former >= TID_MAX)
		return;
	uint8_t request = tree->tracees[former].request;
	forget(tree, (pid_t)former);
	tree->tracees[tid].request = request;
}

static int restart(const struct tree *tree, pid_t tid, uint8_t request, int signal)
{
	tree->tracees[tid].request = request;
	/* ESRCH: killed meanwhile; its end will be reported. */
	if (ptrace(request, tid, 0, signal) < 0 && errno != ESRCH)
		return page_fail(tree->run->page, errno, "the restart of a tracee", PTRACE_REMEDY);
	return 0;
}

static int again(struct tree *tree, pid_t tid, int signal)
{
	return restart(tree, tid, tree->tracees[tid].request, signal);
}

/* The next restart where the calls of the loop are skipped, and all others made; or a negative
 * errno. Whether a call is skipped is settled before its entry, so the first of the loop is made,
 * without an exit stop, and the first after it comes skipped. For one task: it runs no call while
 * `looping` is changed. */
static int emulated(const struct tree *tree, pid_t tid)
{
	bool skipped = tree->tracees[tid].request == PTRACE_SYSEMU;
	if (atomic_load_explicit(&tree->run->page->looping, memory_order_relaxed))
		return PTRACE_SYSEMU;
	int error = skipped ? call_again(tid) : 0;
	return error && error != -ESRCH ? error : (int)tree->policy->at_syscall;
}

static inline int counted(struct tree *tree, pid_t tid, int request)
{
	_Atomic uint64_t *stops = &tree->run->page->stops;
	uint64_t n = atomic_load_explicit(stops, memory_order_relaxed);
	atomic_store_explicit(stops, n + 1, memory_order_relaxed); /* the one writer */
	if (tree->policy->inspect) {
		int error = tree->policy->inspect(tid);
		if (error && error != -ESRCH)
			return page_fail(tree->run->page, -error, "inspecting a stopped tracee",
				"permit ptrace(2) altogether; an older kernel lacks the request");
	}
	if (tree->policy->emulates)
		request = emulated(tree, tid);
	if (request < 0)
		return page_fail(tree->run->page, -request, "changing a stopped tracee",
			"permit ptrace(2) altogether");
	return restart(tree, tid, (uint8_t)request, 0);
}

/* Stops of PTRACE_EVENT_STOP are none of these: how often a group-stop is told varies. */
void ptrace_event_counted(struct page *page, int status)
{
	enum event event;
	switch (status >> 16) {
	case 0:
		event = SIGNAL_STOPS;
		break;
	case PTRACE_EVENT_FORK:
	case PTRACE_EVENT_VFORK:
	case PTRACE_EVENT_CLONE:
		event = NEW_TASKS;
		break;
	case PTRACE_EVENT_EXEC:
		event = EXECS;
		break;
	default:
		return;
	}
	atomic_fetch_add_explicit(&page->events[event], 1, memory_order_relaxed);
}

bool ptrace_is_stopping(int signal)
{
	return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/* PTRACE_EVENT_STOP: a new tracee, a group-stop, or its end. */
static int group_stop(struct tree *tree, pid_t tid, int signal)
{
	meet(tree, tid);
	if (!ptrace_is_stopping(signal))
		return again(tree, tid, 0);
	if (ptrace(PTRACE_LISTEN, tid, 0, 0) < 0 && errno != ESRCH)
		return page_fail(tree->run->page, errno, "PTRACE_LISTEN", NULL);
	return 0;
}

static int ended(struct tree *tree, pid_t tid, int status)
{
	if (tid == tree->program) {
		tree->run->page->wait_status = status;
		tree->program = 0;
	}
	forget(tree, tid);
	return 0;
}

/* A stop that is none of a call. */
static int event(struct tree *tree, struct stop stop)
{
	unsigned long message = 0;
	ptrace_event_counted(tree->run->page, stop.status);
	switch (stop.status >> 8) {
	case SIGTRAP | PTRACE_EVENT_FORK << 8:
	case SIGTRAP | PTRACE_EVENT_VFORK << 8:
	case SIGTRAP | PTRACE_EVENT_CLONE << 8:
		if (ptrace(PTRACE_GETEVENTMSG, stop.tid, 0, &message) == 0 && message < TID_MAX)
			announce(tree, (pid_t)message);
		return again(tree, stop.tid, 0);
	case SIGTRAP | PTRACE_EVENT_EXEC << 8:
		exec_by(tree, stop.tid);
		return again(tree, stop.tid, 0);
	default:
		if (stop.status >> 16 == PTRACE_EVENT_STOP)
			return group_stop(tree, stop.tid, WSTOPSIG(stop.status));
		return again(tree, stop.tid, WSTOPSIG(stop.status)); /* signal-delivery-stop */
	}
}

static int dispatch(struct tree *tree, struct stop stop)
{
	if (!WIFSTOPPED(stop.status))
		return ended(tree, stop.tid, stop.status);
	switch (stop.status >> 8) {
	case SIGTRAP | 0x80:
		return counted(tree, stop.tid, tree->policy->at_syscall);
	case SIGTRAP | PTRACE_EVENT_SECCOMP << 8:
		return counted(tree, stop.tid, tree->policy->at_seccomp);
	default:
		return event(tree, stop);
	}
}

/* Waits for a stop. 1, 0 when there are no children left, or a negative errno. */
static int await_stop(const struct tree *tree, struct stop *stop)
{
	for (;;) {
		stop->tid = waitpid(-1, &stop->status, __WALL | tree->policy->look);
		if (stop->tid > 0)
			return 1;
		if (stop->tid == 0)
			sched_yield(); /* a tracee on the same CPU must get there */
		else if (errno != EINTR)
			return errno == ECHILD ? 0
					       : page_fail(tree->run->page, errno, "waitpid", NULL);
	}
}

/* Whether this one waits, or any: then takes it. */
static bool take_stop(pid_t tid, struct stop *stop)
{
	stop->tid = waitpid(tid, &stop->status, __WALL | WNOHANG);
	return stop->tid > 0;
}

/* All that wait, besides the first of `stops`; how many in all. A scan is the longer the more
 * tracees there are, so those of the last batch are asked for by name, which takes none. */
static int take_all(struct batch *batch)
{
	int n = 1;
	for (int i = 0; batch->n_asked >= LONG_SCAN && i < batch->n_asked; i++)
		n += take_stop(batch->asked[i], &batch->stops[n]);
	while (n < TID_MAX && take_stop(-1, &batch->stops[n]))
		n++;
	batch->n_asked = n;
	for (int i = 0; i < n; i++)
		batch->asked[i] = batch->stops[i].tid;
	return n;
}

static bool is_known(const struct tracee *tracee)
{
	return tracee->knowledge != UNKNOWN && tracee->knowledge != DIED_EARLY;
}

static bool is_ahead(const struct tree *tree, pid_t tid)
{
	return is_known(&tree->tracees[tid]) && tree->tracees[tid].stops > tree->mean;
}

static bool count_stop(struct tree *tree, pid_t tid)
{
	struct tracee *tracee = &tree->tracees[tid];
	bool known = is_known(tracee);
	tracee->stops += known;
	return known;
}

static void count_stops(struct tree *tree, int n)
{
	const struct stop *stops = tree->batch->stops;
	uint64_t sum = 0, known = 0;
	for (int i = 0; i < n; i++)
		if (count_stop(tree, stops[i].tid)) {
			sum += tree->tracees[stops[i].tid].stops;
			known++;
		}
	tree->mean = known ? (uint32_t)(sum / known) : tree->mean;
}

/* Those that are ahead of the mean, or the others. */
static int dispatch_some(struct tree *tree, int n, bool ahead)
{
	const struct batch *batch = tree->batch;
	int error = 0;
	for (int i = 0; i < n && !error; i++)
		if (is_ahead(tree, batch->stops[i].tid) == ahead)
			error = dispatch(tree, batch->stops[i]);
	return error;
}

/* The kernel scans the youngest first, which alone would starve the rest. So all that wait are
 * taken before one of them is restarted. And who is restarted first is ahead: of 16 on one CPU, in
 * that order, the youngest made a quarter more calls than the oldest. So those behind the mean go
 * first. */
static int dispatch_all(struct tree *tree)
{
	int n = take_all(tree->batch);
	count_stops(tree, n);
	int error = dispatch_some(tree, n, false);
	return error ? error : dispatch_some(tree, n, true);
}

static int dispatch_one(struct tree *tree)
{
	struct stop stop = tree->batch->stops[0];
	tree->batch->n_asked = 0;
	count_stop(tree, stop.tid);
	return dispatch(tree, stop);
}

/* Few tasks on several CPUs would fall into step, and wait for the tracer together, if all were
 * taken each time: who is not ahead goes at once. */
static bool goes_at_once(const struct tree *tree)
{
	return tree->alive == 1 || tree->policy->first ||
	       (tree->alive <= LONG_SCAN && !is_ahead(tree, tree->batch->stops[0].tid));
}

static int follow(struct tree *tree)
{
	int n = 0, error = 0;
	while (tree->alive && !error && (n = await_stop(tree, tree->batch->stops)) > 0)
		error = goes_at_once(tree) ? dispatch_one(tree) : dispatch_all(tree);
	return n < 0 ? n : error;
}

/* Zeroed; pages that are never touched cost nothing. NULL without memory. */
static void *room(size_t bytes)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return memory == MAP_FAILED ? NULL : memory;
}

static int trace(struct run *run, const struct policy *policy)
{
	int error = ptrace_seize(run, PTRACE_FOLLOW);
	if (error)
		return error;
	struct tree tree = { .policy = policy, .run = run, .program = run->tracee };
	size_t bytes = TID_MAX * sizeof *tree.tracees;
	tree.tracees = room(bytes);
	tree.batch = room(sizeof *tree.batch);
	if (!tree.tracees || !tree.batch)
		return page_fail(run->page, errno, "mmap", NULL);
	know(&tree, run->tracee, TRACED);
	flag_set(&run->page->gate);
	error = follow(&tree);
	munmap(tree.tracees, bytes);
	munmap(tree.batch, sizeof *tree.batch);
	return error;
}

int trace_syscall_stops_with(struct run *run, int (*inspect)(pid_t))
{
	const struct policy policy = {
		.start = PTRACE_SYSCALL,
		.at_syscall = PTRACE_SYSCALL,
		.at_seccomp = PTRACE_SYSCALL,
		.inspect = inspect,
	};
	return trace(run, &policy);
}

int trace_syscall_stops(struct run *run)
{
	return trace_syscall_stops_with(run, NULL);
}

int trace_syscall_stops_spinning(struct run *run)
{
	static const struct policy policy = {
		.start = PTRACE_SYSCALL,
		.at_syscall = PTRACE_SYSCALL,
		.at_seccomp = PTRACE_SYSCALL,
		.look = WNOHANG,
	};
	return trace(run, &policy);
}

int trace_syscall_stops_first(struct run *run)
{
	static const struct policy policy = {
		.start = PTRACE_SYSCALL,
		.at_syscall = PTRACE_SYSCALL,
		.at_seccomp = PTRACE_SYSCALL,
		.first = true,
	};
	return trace(run, &policy);
}

int trace_emulated_calls(struct run *run)
{
	static const struct policy policy = {
		.start = PTRACE_SYSCALL,
		.at_syscall = PTRACE_SYSCALL,
		.at_seccomp = PTRACE_SYSCALL,
		.emulates = true,
	};
	return trace(run, &policy);
}

int trace_seccomp_stops(struct run *run)
{
	static const struct policy policy = {
		.start = PTRACE_CONT,
		.at_syscall = PTRACE_CONT,
		.at_seccomp = PTRACE_CONT,
	};
	return trace(run, &policy);
}

int trace_seccomp_and_exit_stops(struct run *run)
{
	static const struct policy policy = {
		.start = PTRACE_CONT,
		.at_syscall = PTRACE_CONT,
		.at_seccomp = PTRACE_SYSCALL,
	};
	return trace(run, &policy);
}
