/* Between rounds the tasks wait on a futex, which tells how many wait there. */
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "park.h"
#include "shared.h"
#include "stops.h"

static long futex(_Atomic uint32_t *word, int op, uint32_t value)
{
	return syscall(SYS_futex, word, op, value, NULL, NULL, 0);
}

/* Waits until the word differs from what was seen. Makes one call even if the word has changed
 * already; more than one only if a signal comes. */
static void wait_for_change(_Atomic uint32_t *word, uint32_t seen)
{
	do
		futex(word, FUTEX_WAIT, seen);
	while (atomic_load(word) == seen);
}

/* Return the words of a round. Even and odd rounds have their own: a wake that comes late, when the
 * next round has begun, must find no waiter, or that task would make one more call. */
static _Atomic uint32_t *begun(struct park *park, uint32_t round)
{
	return &park->begun[round % 2];
}

static _Atomic uint32_t *ended(struct park *park, uint32_t round)
{
	return &park->ended[round % 2];
}

struct park *park_new(uint32_t tasks)
{
	struct park *park = shared_new(sizeof *park);
	if (park)
		park->tasks = tasks;
	return park;
}

uint32_t park_wait(struct park *park, uint32_t round)
{
	wait_for_change(begun(park, round + 1), round / 2);
	return round + 1;
}

void park_end(struct park *park, uint32_t round)
{
	if (atomic_fetch_sub(&park->busy, 1) > 1)
		return;
	atomic_fetch_add(ended(park, round), 1);
	futex(ended(park, round), FUTEX_WAKE, 1);
}

void park_begin(struct park *park, uint64_t ops)
{
	uint32_t round = ++park->round;
	park->ops = ops;
	atomic_store(&park->busy, park->tasks);
	atomic_fetch_add(begun(park, round), 1);
	futex(begun(park, round), FUTEX_WAKE, INT_MAX);
}

void park_await(struct park *park)
{
	wait_for_change(ended(park, park->round), (park->round - 1) / 2);
}

void park_round(struct park *park, uint64_t ops)
{
	park_begin(park, ops);
	park_await(park);
}

/* Tells whether all tasks wait. Requeueing them to where they are counts them and wakes nobody:
 * futex(2), FUTEX_CMP_REQUEUE. */
static bool all_wait(struct park *park)
{
	const struct timespec moment = { .tv_nsec = 50000 };
	nanosleep(&moment, NULL);
	_Atomic uint32_t *next = begun(park, park->round + 1);
	return syscall(SYS_futex, next, FUTEX_CMP_REQUEUE, 0, (void *)INT_MAX, next,
		       atomic_load(next)) == (long)park->tasks;
}

uint64_t park_settle(struct park *park, const struct page *page)
{
	if (!park)
		return 0;
	uint64_t looks = 2;
	while (!all_wait(park))
		looks++;
	uint64_t before = stops_now(page); /* only this task makes calls now */
	all_wait(park);
	uint64_t of_look = stops_between(page, before, stops_now(page));
	return looks * of_look + 2 * stops_of_reading(page);
}
