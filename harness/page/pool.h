/* Operations that the tasks of a workload draw from one pool, a few at a time, until it is empty.
 */
#ifndef TRACETAX_POOL_H
#define TRACETAX_POOL_H

#include "park.h"

enum { POOL_TASKS_MAX = 256 };

/* No two tasks count what they have made in one cache line. */
struct pool {
	struct park park;
	_Alignas(64) _Atomic int64_t left;
	struct {
		_Alignas(64) uint64_t made;
	} tasks[POOL_TASKS_MAX];
};

/* Makes a pool in memory that children share. Returns NULL with errno set on failure. */
struct pool *pool_new(uint32_t tasks);

/* For a task, by its number from 0: draws operations and has `work` make them, for ever. */
_Noreturn void pool_work(struct pool *pool, uint32_t task, void (*work)(uint64_t ops));

/* For the task that runs the loop: runs a round of `ops` operations. */
void pool_round(struct pool *pool, uint64_t ops);

/* While all tasks wait: forgets what they have made. */
void pool_clear(struct pool *pool);
/* Returns the least that one of them has made since; NO_POOL without a pool. */
uint64_t pool_least(const struct pool *pool);

#endif
