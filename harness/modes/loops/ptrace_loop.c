/* The order of stops for one call (Linux 4.8 and later; before, SECCOMP came first):
 *
 *   PTRACE_SYSCALL   syscall-entry-stop -> [SECCOMP] -> the call -> syscall-exit-stop
 *   PTRACE_CONT                             SECCOMP  -> the call
 *   PTRACE_SYSEMU    syscall-entry-stop -> nothing: the call is skipped, whatever restarts it
 *
 * The loop keeps no toggle between entry and exit, which would drift. After any other stop it
 * restarts a tracee as it did the last time, so a fork or a signal in mid-call changes nothing. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "call_again.h"
#include "clone_traced.h"
#include "page/clock.h"
#include "page/flag.h"
#include "page/privileges.h"
#include "ptrace_loop.h"
#include "tracees.h"
#include "turns.h"

#ifndef PTRACE_SYSEMU
#define PTRACE_SYSEMU 31 /* linux/ptrace.h; not every architecture's libc names it */
#endif

/* How a tracee is restarted after each kind of stop. */
struct policy {
	int start; /* after the exec */
	int at_syscall;
	int at_seccomp;
	int (*inspect)(pid_t tracee); /* at each of these stops, before the restart; may be NULL */
	bool emulates; /* skips the calls of the loop, see emulated(); at_syscall is for others */
	take_turns *take; /* chooses who is served next; NULL: turns_take */
	int look; /* WNOHANG: looks for stops again and again instead of sleeping */
};

struct tree {
	const struct policy *policy;
	struct run *run;
	pid_t program; /* 0 once it has ended: its tid may be used again */
	bool looks; /* as live.looks, which others write beside */
	struct tracees tracees;
	struct turns turns;
};

int ptrace_seize(struct run *run, int options)
{
	uint64_t begun = clock_ns(CLOCK_MONOTONIC);
	if (ptrace(PTRACE_SEIZE, run->tracee, 0, options) < 0)
		return page_fail(run->page, errno, "PTRACE_SEIZE", PTRACE_REMEDY);
	run->page->answer.attach_ns += clock_since(begun);
	return 0;
}

static int restart(struct tree *tree, pid_t tid, uint8_t request, int signal)
{
	tree->tracees.of[tid].request = request;
	/* ESRCH: it was killed meanwhile, and its end will be reported */
	if (ptrace(request, tid, 0, signal) < 0 && errno != ESRCH)
		return page_fail(tree->run->page, errno, "the restart of a tracee", PTRACE_REMEDY);
	return 0;
}

static int again(struct tree *tree, pid_t tid, int signal)
{
	return restart(tree, tid, tree->tracees.of[tid].request, signal);
}

/* Returns the next restart when the calls of the loop are skipped and all others made, or a
 * negative errno. The restart before a call decides whether it is skipped: so the first call of the
 * loop is made, without an exit stop, and the first call after it comes skipped. It works for one
 * task, which makes no call while `looping` is changed. */
static int emulated(const struct tree *tree, pid_t tid)
{
	bool skipped = tree->tracees.of[tid].request == PTRACE_SYSEMU;
	if (atomic_load_explicit(&tree->run->page->live.looping, memory_order_relaxed))
		return PTRACE_SYSEMU;
	int error = skipped ? call_again(tid) : 0;
	return error && error != -ESRCH ? error : (int)tree->policy->at_syscall;
}

static inline int counted(struct tree *tree, pid_t tid, int request)
{
	_Atomic uint64_t *stops = &tree->run->page->live.stops;
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

/* Leaves out PTRACE_EVENT_STOP: how often a group-stop is reported varies. */
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
	atomic_fetch_add_explicit(&page->live.events[event], 1, memory_order_relaxed);
}

bool ptrace_is_stopping(int signal)
{
	return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/* Serves PTRACE_EVENT_STOP: a new tracee, a group-stop, or the end of one. */
static int group_stop(struct tree *tree, pid_t tid, int signal)
{
	tracees_met(&tree->tracees, tid);
	if (tid == tree->program)
		tree->run->page->live.stopped = ptrace_is_stopping(signal);
	if (!ptrace_is_stopping(signal))
		return again(tree, tid, 0);
	if (ptrace(PTRACE_LISTEN, tid, 0, 0) < 0 && errno != ESRCH)
		return page_fail(tree->run->page, errno, "PTRACE_LISTEN", NULL);
	return 0;
}

static int ended(struct tree *tree, pid_t tid, int status)
{
	tracees_ended(&tree->tracees, tid);
	if (tid != tree->program)
		return 0;
	tree->program = 0;
	return run_ended(tree->run->page, status);
}

/* Serves a stop that is not a call's. */
static int event(struct tree *tree, struct wait_report stop)
{
	unsigned long message = 0;
	if (stop.status >> 8 == SIGSYS && clone_traced_again(stop.tid))
		return again(tree, stop.tid, 0);
	ptrace_event_counted(tree->run->page, stop.status);
	switch (stop.status >> 8) {
	case SIGTRAP | PTRACE_EVENT_FORK << 8:
	case SIGTRAP | PTRACE_EVENT_VFORK << 8:
	case SIGTRAP | PTRACE_EVENT_CLONE << 8:
		if (ptrace(PTRACE_GETEVENTMSG, stop.tid, 0, &message) == 0 && message < TID_MAX)
			tracees_announced(&tree->tracees, (pid_t)message);
		return again(tree, stop.tid, 0);
	case SIGTRAP | PTRACE_EVENT_EXEC << 8:
		if (ptrace(PTRACE_GETEVENTMSG, stop.tid, 0, &message) == 0)
			tracees_exec(&tree->tracees, stop.tid, message);
		if (tree->looks)
			privileges_look(tree->run->page, stop.tid);
		return again(tree, stop.tid, 0);
	default:
		if (stop.status >> 16 == PTRACE_EVENT_STOP)
			return group_stop(tree, stop.tid, WSTOPSIG(stop.status));
		return again(tree, stop.tid, WSTOPSIG(stop.status)); /* signal-delivery-stop */
	}
}

static int dispatch(struct tree *tree, struct wait_report stop)
{
	if (!WIFSTOPPED(stop.status))
		return ended(tree, stop.tid, stop.status);
	switch (stop.status >> 8) {
	case SIGTRAP | 0x80:
		return counted(tree, stop.tid, tree->policy->at_syscall);
	case SIGTRAP | PTRACE_EVENT_SECCOMP << 8:
		if (tree->looks && clone_traced_looked(stop.tid))
			return again(tree, stop.tid, 0);
		return counted(tree, stop.tid, tree->policy->at_seccomp);
	default:
		return event(tree, stop);
	}
}

/* Waits for a stop. Returns 1, 0 when no child is left, or a negative errno. */
static int await_stop(const struct tree *tree, struct wait_report *stop)
{
	for (;;) {
		stop->tid = waitpid(-1, &stop->status, __WALL | tree->policy->look);
		if (stop->tid > 0)
			return 1;
		if (stop->tid == 0)
			sched_yield(); /* a tracee on the same CPU must get to its stop */
		else if (errno != EINTR)
			return errno == ECHILD ? 0
					       : page_fail(tree->run->page, errno, "waitpid", NULL);
	}
}

static int follow(struct tree *tree)
{
	struct wait_report first;
	int waited = 0, error = 0;
	take_turns *take = tree->policy->take ? tree->policy->take : turns_take;
	while (tree->tracees.alive && !error && (waited = await_stop(tree, &first)) > 0) {
		int n = take(&tree->turns, &tree->tracees, first);
		for (int i = 0; i < n && !error; i++)
			error = dispatch(tree, tree->turns.reports[i]);
	}
	return waited < 0 ? waited : error;
}

static int trace(struct run *run, const struct policy *policy)
{
	int error = ptrace_seize(run, PTRACE_FOLLOW);
	if (error)
		return error;
	/* large, but pages that are never touched cost nothing */
	struct tree *tree = mmap(NULL, sizeof *tree, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (tree == MAP_FAILED)
		return page_fail(run->page, errno, "mmap", NULL);
	tree->policy = policy;
	tree->run = run;
	tree->program = run->tracee;
	tree->looks = run->page->live.looks;
	tree->tracees.start = (uint8_t)policy->start;
	tracees_seized(&tree->tracees, run->tracee);
	flag_set(&run->page->live.gate);
	error = follow(tree);
	munmap(tree, sizeof *tree);
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
		.take = turns_take_one,
	};
	return trace(run, &policy);
}

int trace_syscall_stops_batch(struct run *run)
{
	static const struct policy policy = {
		.start = PTRACE_SYSCALL,
		.at_syscall = PTRACE_SYSCALL,
		.at_seccomp = PTRACE_SYSCALL,
		.take = turns_take_batch,
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

int trace_seccomp_stops_with(struct run *run, int (*inspect)(pid_t))
{
	const struct policy policy = {
		.start = PTRACE_CONT,
		.at_syscall = PTRACE_CONT,
		.at_seccomp = PTRACE_CONT,
		.inspect = inspect,
	};
	return trace(run, &policy);
}

int trace_seccomp_stops(struct run *run)
{
	return trace_seccomp_stops_with(run, NULL);
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
