/* No task has a share of its own: all work until the pool is empty. So a task that is served badly
 * makes fewer operations, and does not just end later. */
#include <stdatomic.h>
#include <stddef.h>

#include "pool.h"
#include "shared.h"
#include "window.h"

/* One draw takes 1/64 of a fair share: small enough that unequal service shows, large enough that
 * tasks do not contend for the pool. */
static const int64_t DRAWS = 64;

struct pool *pool_new(uint32_t tasks)
{
	struct pool *pool = shared_new(sizeof *pool);
	if (pool)
		pool->park.tasks = tasks;
	return pool;
}

/* Takes operations from the pool and returns how many; 0 when none are left. */
static uint64_t draw(struct pool *pool)
{
	int64_t wanted = 1 + atomic_load(&pool->left) / (DRAWS * pool->park.tasks);
	int64_t left = atomic_fetch_sub(&pool->left, wanted);
	return left <= 0 ? 0 : (uint64_t)(left < wanted ? left : wanted);
}

void pool_work(struct pool *pool, uint32_t task, void (*work)(uint64_t ops))
{
	for (uint32_t round = 0;;) {
		round = park_wait(&pool->park, round);
		for (uint64_t n; (n = draw(pool)) > 0;) {
			work(n);
			pool->tasks[task].made += n;
		}
		park_end(&pool->park, round);
	}
}

void pool_round(struct pool *pool, uint64_t ops)
{
	atomic_store(&pool->left, (int64_t)ops);
	park_round(&pool->park, ops);
}

void pool_clear(struct pool *pool)
{
	for (uint32_t i = 0; pool && i < pool->park.tasks; i++)
		pool->tasks[i].made = 0;
}

uint64_t pool_least(const struct pool *pool)
{
	uint64_t least = NO_POOL;
	for (uint32_t i = 0; pool && i < pool->park.tasks; i++)
		if (pool->tasks[i].made < least)
			least = pool->tasks[i].made;
	return least;
}
