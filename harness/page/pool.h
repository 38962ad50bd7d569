/* Operations that the tasks of a workload draw from one pool, a few at a time, until it is empty.
 */
#ifndef TRACETAX_POOL_H
#define TRACETAX_POOL_H

#include "park.h"

enum { POOL_TASKS_MAX = 256 };

/* Each task counts its operations in a cache line of its own. */
struct pool {
	struct park park;
	_Alignas(64) _Atomic int64_t left;
	struct {
		_Alignas(64) uint64_t made;
	} tasks[POOL_TASKS_MAX];
};

/* Makes a pool in memory that children share. Returns NULL with errno set on failure. */
struct pool *pool_new(uint32_t tasks);

/* Draws operations and has `work` make them, for ever, as the task with this number, from 0. */
_Noreturn void pool_work(struct pool *pool, uint32_t task, void (*work)(uint64_t ops));

/* Runs a round of `ops` operations, as the task that runs the loop. */
void pool_round(struct pool *pool, uint64_t ops);

/* Sets the counts of all tasks to 0; all of them must be waiting. */
void pool_clear(struct pool *pool);
/* Returns the count of the task that has made the fewest since; NO_POOL without a pool. */
uint64_t pool_least(const struct pool *pool);

#endif
