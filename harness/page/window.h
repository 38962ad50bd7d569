/* The window: the stretch of a run that is measured, and what is read of it. */
#ifndef TRACETAX_WINDOW_H
#define TRACETAX_WINDOW_H

#include <stdint.h>
#include <sys/types.h>

#include "figures.h"
#include "stops.h"

struct page;
struct park;
struct pool;

enum { EIGHTHS = 8 };

/* The ends of a window, at which the CPU's speed is probed. */
enum edge { BEFORE, AFTER, EDGES };

static const uint64_t NO_POOL = UINT64_MAX;

struct window {
	uint64_t ops;
	uint64_t rounds; /* calls of the loop in which they were made */
	uint64_t fewest_ops; /* by the task that made the fewest; NO_POOL: nobody shares them */
	uint64_t stops;
	uint64_t events[EVENTS];
	uint64_t start_ns; /* CLOCK_MONOTONIC */
	uint64_t wall_ns;
	uint64_t eighths_ns[EIGHTHS]; /* of wall_ns; all 0 where there was one round */
	uint64_t speed_ns[EDGES]; /* of a fixed chain of operations; timed window only */
	uint64_t figures[SIDES][FIGURES];
	double user_share[SIDES]; /* of the CPU time of the process so far, by the kernel's ticks */
};

/* What a window runs. */
struct loop {
	void (*run)(uint64_t ops);
	struct park *park; /* where its other tasks wait between rounds; NULL: it has none */
	struct pool *pool; /* from which they draw its operations; NULL: they share none */
};

/* Measures the loop in the calling process, whose side is `self`, as page->job says, and fills in
 * page->answer; `other` is the pid of the other side. First comes a warm-up, in rounds that double
 * until they have lasted long enough; then the timed window, with the CPU's speed probed before and
 * after; then, if asked for, a window of twice its operations; last, one of an eighth with perf
 * counters on. What the edges of a window add to its figures is measured on empty windows and
 * subtracted. */
void window_measure(struct page *page, enum side self, pid_t other, const struct loop *loop);

#endif
