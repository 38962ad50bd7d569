/* The shared page: all that the harness, the tracer and the tracee say to each other in one run.
 * A memfd that the three map. The harness writes the order, the tracer counts stops, and whoever
 * measures (the driver in the tracee, or a mode that reads its memory) writes the window. */
#ifndef TRACETAX_PAGE_H
#define TRACETAX_PAGE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "arena.h"

enum side { TRACEE, TRACER, SIDES };

/* What is read of each side at each edge of the window. Times in ns, the rest are counts. */
enum figure {
	CPU_NS, /* user and system time, exact */
	USAGE_SWITCHES, /* context switches of both kinds, as rusage counts them */
	INVOLUNTARY, /* those of them that were involuntary */
	TASK_CLOCK_NS, /* from here the perf software events, in this order in their group */
	SWITCHES,
	MIGRATIONS,
	FAULTS,
	EXTRA, /* from here COUNTER_FIGURES for each extra event */
};
enum { COUNTER_VALUE, COUNTER_ENABLED, COUNTER_RUNNING, COUNTER_FIGURES };
enum {
	SOFTWARE_EVENTS = EXTRA - TASK_CLOCK_NS,
	EXTRA_MAX = 16,
	FIGURES = EXTRA + COUNTER_FIGURES * EXTRA_MAX
};

/* The exit status of a driver that does not get its page: it has no other way to say so. */
enum { STATUS_WITHOUT_PAGE = 113 };

/* Where perf_event_open(2) keeps its arguments; opaque here, so that no one else needs its header.
 * All 0: nobody knows how to ask for it. */
struct event_attr {
	uint64_t opaque[32];
};

/* Where the interceptions are counted: in page->stops, by whoever intercepts; by the kernel in a
 * perf counter; or in an array that the kernel and the driver map. */
enum stops_source { STOPS_IN_PAGE, STOPS_IN_COUNTER, STOPS_IN_MAP };

/* What stops a tracee besides its calls, where ptrace watches: each counted apart. A signal is to
 * be delivered; a task has made another (fork, vfork, clone); a task has become another program. */
enum event { SIGNAL_STOPS, NEW_TASKS, EXECS, EVENTS };

/* What a program may do, and a watcher not follow. OVER_BARE: it makes calls otherwise than by a
 * function of libc that is called by name. OVER_CLONE: it makes tasks otherwise than by fork(3) and
 * pthread_create(3). */
enum over {
	OVER_FORK = 1,
	OVER_EXEC = 2,
	OVER_THREADS = 4,
	OVER_STATIC = 8,
	OVER_BARE = 16,
	OVER_CLONE = 32,
};

/* Instead of the pid of a program of the user's. */
enum { PROGRAM_TO_COME = 0, PROGRAM_ENDED = -1 };

enum { EIGHTHS = 8 };

/* The CPU's speed at both ends of a window. */
enum edge { BEFORE, AFTER, EDGES };

struct window {
	uint64_t ops;
	uint64_t rounds; /* in so many calls of the loop */
	uint64_t
		least_ops; /* of them, the task's that made the fewest; NO_POOL: none shares them */
	uint64_t stops;
	uint64_t events[EVENTS];
	uint64_t start_ns; /* CLOCK_MONOTONIC */
	uint64_t wall_ns;
	uint64_t eighths_ns[EIGHTHS]; /* of wall_ns; all 0 where there was one round */
	uint64_t speed_ns[EDGES]; /* of a fixed chain of operations; timed window only */
	uint64_t figures[SIDES][FIGURES];
	double user_share[SIDES]; /* of the CPU time of the process so far, by the kernel's ticks */
};

/* How the measuring process reaches the counters of one side. */
struct side_access {
	int32_t pid; /* 0: the measuring process itself */
	int32_t thread; /* of it, whose switches are read: other threads of it are not */
	int32_t cpu; /* 0, or -errno: its CPU time is unknown */
	int32_t usage; /* 0, or -errno: rusage switches are unknown */
	int32_t software; /* perf group descriptor, or -errno */
	int32_t extra[EXTRA_MAX]; /* perf descriptors, or -errno */
};

struct page {
	_Alignas(64) _Atomic uint64_t
		stops; /* its own cache line: the tracer writes it all the time */
	_Atomic uint64_t events[EVENTS];

	_Alignas(64) _Atomic uint32_t gate; /* the tracer opens it: the tracee may exec */
	_Atomic uint32_t done; /* both windows are complete */
	_Atomic uint32_t looping; /* the loop runs: a mode may answer in place of the kernel */
	_Atomic int32_t listener; /* 1 + the tracee's descriptor of its notifications; 0: none */
	_Atomic uint64_t vanished; /* notifications whose call was interrupted meanwhile */
	_Atomic uint32_t begun; /* the driver runs, and has this page */
	_Atomic int32_t program; /* pid of one of the user's, while signals can reach it */
	_Atomic uint32_t dismissed; /* it was sent SIGTERM: when it ends, so does its watcher */
	int32_t tracer; /* pid, as the harness sees it */
	int32_t watcher; /* the thread of the tracer that watches the program; 0: its first */
	int32_t wrapper; /* pid of the program in front, likewise; 0: none */
	int32_t cpu; /* the driver pins itself to it; -1: it is where it belongs */
	enum stops_source stops_source;
	int32_t stops_fd; /* in the driver */

	/* the order */
	char workload[32];
	char scratch[256]; /* an empty directory, removed after the run */
	uint64_t size; /* in the unit of the workload; 0 where it takes none */
	uint64_t ops; /* 0: as many as fill the window */
	uint64_t window_ns;
	uint64_t warm_up_ns;
	uint64_t chain_ns; /* of speed_probe, the same for all runs of a campaign */
	bool many_tasks; /* the workload has several: a counter of one would miss the rest */
	bool many_processes; /* and a clock of one as well */
	bool served; /* the tracee itself sends its memory */
	uint32_t written; /* the seed of what was written into its arena at last; 0: nothing */
	bool twice; /* after the timed window, one of twice its ops */
	bool delayed; /* after each few operations, spin */
	double delay_percent; /* so much of the time that they are found to take */
	struct event_attr software[SOFTWARE_EVENTS];
	struct event_attr extra[EXTRA_MAX];
	uint32_t extras; /* extra events asked for */

	/* the answer */
	struct window timed; /* nothing counts: its perf figures are 0 */
	struct window doubled; /* as timed, of twice its ops; zeroed where it was not asked for */
	struct window counted; /* a shorter one with perf counters running */
	struct side_access access[SIDES];
	uint64_t attach_ns; /* of the seize and of arm, one after the other; 0: there was neither */
	struct arena arena; /* of the tracee, whose memory a mode reads or writes */
	int32_t request, answer; /* its ends of two pipes, where it sends what it is asked for */
	int32_t wait_status; /* of the tracee, as wait(2) gives it */

	/* the first error of any process of the run */
	_Atomic uint32_t failed;
	int32_t error; /* errno, or 0 where there is none */
	char what[96]; /* the call or the finding */
	char remedy[160]; /* what the user can do about it, or empty */
};

/* A new page, mapped and zeroed; *fd is its memfd, close-on-exec. NULL with errno set on failure.
 */
struct page *page_new(int *fd);
/* The page behind fd; EBADF where something else is. NULL with errno set on failure. */
struct page *page_map(int fd);
void page_free(struct page *page);

/* Keeps the first error of the run for the harness to report; error is an errno or 0 and remedy may
 * be NULL. Returns -error, or -EIO where error is 0. */
int page_fail(struct page *page, int error, const char *what, const char *remedy);

/* Blocks until *flag is set (a futex that works between processes). */
void flag_wait(_Atomic uint32_t *flag);
void flag_set(_Atomic uint32_t *flag);

/* Opens /dev/null, close-on-exec, in the place of each of descriptors 0 to 2 that is closed: the
 * next file opened would take it. 0 or -errno. */
int page_keep_standard_descriptors(void);

/* Around each part of what a mode does once, in tracer or tracee, to watch the program: adds its
 * time to page->attach_ns. */
uint64_t attach_begin(void);
void attach_end(struct page *page, uint64_t begun);

/* Whether a counter counts nothing: since it was opened it ran, as its task did, and has not one of
 * what every task makes as it runs: cycles, instructions, branches. Of any other event, and of user
 * mode alone, 0 may be true, and so it may in a window, whose edges were subtracted. */
bool counter_is_dead(const struct event_attr *event, const uint64_t total[COUNTER_FIGURES]);

/* Readies page->stops_fd. 0 or -errno. */
int stops_open(const struct page *page);
/* The stops so far. A counter is read by a call, and its own tracepoint is the last that it saw. */
uint64_t stops_now(const struct page *page);
/* Those that one reading adds. */
uint64_t stops_of_reading(const struct page *page);
/* Those between two readings, the second one's own call left out. */
uint64_t stops_between(const struct page *page, uint64_t before, uint64_t after);

/* Tasks of a workload that work in rounds: threads, or processes where it lies in shared memory. A
 * round is one call of each task, and three besides. */
struct park {
	_Atomic uint32_t begun[2], ended[2], busy;
	uint32_t round, tasks;
};
void park_new(struct park *park, uint32_t tasks);
/* A task: waits for the round after `round` (0 before the first), which it returns. One call. */
uint32_t park_wait(struct park *park, uint32_t round);
/* A task: its part of this round is done. The last one makes a call. */
void park_end(struct park *park, uint32_t round);
/* Whoever runs the loop: a round, from beginning to end. Two calls: one in each half of it, between
 * which the caller may take part. */
void park_round(struct park *park);
void park_begin(struct park *park);
void park_await(struct park *park);
/* Returns once all tasks wait: one that has ended its part is only about to make the call in which
 * it waits for the next. The stops of its own calls, to be left out; 0 where there is no park. */
uint64_t park_settle(const struct page *page);

/* Operations that such tasks draw from one pool, a few at a time, until it is empty. All they may
 * do at once is to count what they have made: no two of them in one cache line. */
enum { POOL_TASKS_MAX = 256 };
static const uint64_t NO_POOL = UINT64_MAX;
struct pool {
	struct park park;
	_Alignas(64) _Atomic int64_t left;
	struct {
		_Alignas(64) uint64_t made;
	} tasks[POOL_TASKS_MAX];
};
void pool_new(struct pool *pool, uint32_t tasks);
/* A task, by its number from 0: does so for ever. */
_Noreturn void pool_work(struct pool *pool, uint32_t task, void (*work)(uint64_t ops));
/* Whoever runs the loop: a round of so many operations. */
void pool_round(struct pool *pool, uint64_t ops);
/* While all tasks wait: nobody has made any; the fewest that one has made since, NO_POOL where
 * there is no pool. */
bool pool_used(void); /* by this process's workload */
void pool_clear(void);
uint64_t pool_least(void);

/* How many of `ops` operations are of each eighth: they differ by one at most. */
uint64_t eighth_ops(uint64_t ops, int eighth);

/* Runs `ops` operations, in eight rounds where there are eight; fills the window's times. The
 * stamps between are reads of the vDSO's clock. In one where there is a pool: each round of it
 * would begin with waking all its tasks, and who wakes first is ahead. */
void eighths_run(struct window *window, void (*run)(uint64_t ops));

/* A chain of operations of which each needs the last one's result: as long as it takes to have them
 * one after the other, on any CPU. */
void speed_chain(uint64_t steps);
/* Time of SPEED_STEPS of it on this CPU, in ns; the least of three. */
enum { SPEED_STEPS = 12000 };
uint64_t speed_probe(void);
/* The least of many, over a time in which an idle CPU comes up to its speed. */
uint64_t speed_settled(void);

/* `run`, delayed by so many percent of pace_ns, the time of one operation: after each few of them
 * it spins. One at a time. */
void (*delay_wrap(double percent, double pace_ns, void (*run)(uint64_t ops)))(uint64_t ops);

/* Measures `run` in the calling process, whose side is `self`, and fills page->timed, page->counted
 * and, where page->twice, page->doubled; `other` is the pid of the other side. First a warm-up that
 * doubles until it has lasted page->warm_up_ns; then the timed window of page->ops operations (or
 * as many as last page->window_ns), the speed of the CPU probed before and after; then the doubled
 * one; then, perf counters on, one of an eighth of that. What the edges of a window add to its
 * figures is measured on empty windows and subtracted. */
void window_measure(struct page *page, enum side self, pid_t other, void (*run)(uint64_t ops));

#endif
