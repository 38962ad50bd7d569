/* Tasks of a workload that work in rounds, threads or processes, and wait in between where it can
 * be seen that they do. A round takes one call of each task, and three besides. */
#ifndef TRACETAX_PARK_H
#define TRACETAX_PARK_H

#include <stdint.h>

struct page;

struct park {
	_Atomic uint32_t begun[2], ended[2], busy;
	uint32_t round, tasks;
	uint64_t ops; /* of the round */
};

/* Makes a park in memory that children share. Returns NULL with errno set on failure. */
struct park *park_new(uint32_t tasks);

/* Waits, as a task, for the round after `round` (0: the first), and returns it. Makes one call. */
uint32_t park_wait(struct park *park, uint32_t round);
/* Ends a task's part of the round. The last task makes a call. */
void park_end(struct park *park, uint32_t round);

/* Runs a round of `ops` operations from beginning to end, as the task that runs the loop. */
void park_round(struct park *park, uint64_t ops);
/* Runs its two halves, a call in each; in between, the caller may take part in the round. */
void park_begin(struct park *park, uint64_t ops);
void park_await(struct park *park);

/* Waits until all tasks wait: a task that has ended its part is still about to make the call in
 * which it waits. Returns the stops of its own calls, which are to be left out; 0 without a
 * park. */
uint64_t park_settle(struct park *park, const struct page *page);

#endif
