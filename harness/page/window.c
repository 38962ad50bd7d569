/* The windows: the only stretches of a run that are measured.
 *
 *   warm-up | speed | edge | stops, clock | the loop | clock, stops | edge | speed
 *           | the same, twice as long, where it is asked for | counters on | the same, shorter
 *
 * An edge reads the figures of both sides by system calls, which are traced like any others. The
 * stops and the clock are read without a call, inside the edges, so they see the loop alone; what
 * the edges add to the other figures is measured on empty windows and subtracted. */
#include <stdlib.h>

#include "clock.h"
#include "delay.h"
#include "eighths.h"
#include "figures.h"
#include "flag.h"
#include "page.h"
#include "park.h"
#include "pool.h"
#include "speed.h"
#include "stops.h"
#include "window.h"

enum { EMPTY_WINDOWS = 3, COUNTED_SHARE = 8, PACES = 15 };
static const double PACE_MIN_NS = 0.01;

static void events_now(const struct page *page, uint64_t *events)
{
	for (int i = 0; i < EVENTS; i++)
		events[i] = atomic_load_explicit(&page->live.events[i], memory_order_relaxed);
}

static void set_looping(struct page *page, uint32_t value)
{
	atomic_store_explicit(&page->live.looping, value, memory_order_release);
}

static struct window take(struct page *page, const struct loop *loop, uint64_t ops)
{
	uint64_t before[SIDES][FIGURES] = { 0 }, after[SIDES][FIGURES] = { 0 };
	struct window window = { .ops = ops };

	figures_read(page, before);
	park_settle(loop->park, page);
	uint64_t stops = stops_now(page), events[EVENTS];
	events_now(page, events);
	pool_clear(loop->pool);
	set_looping(page, 1);
	eighths_run(&window, loop);
	set_looping(page, 0);
	uint64_t settling = park_settle(loop->park, page);
	window.stops = stops_between(page, stops, stops_now(page)) - settling;
	window.fewest_ops = pool_least(loop->pool);
	events_now(page, window.events);
	for (int i = 0; i < EVENTS; i++)
		window.events[i] -= events[i];
	figures_read(page, after);

	for (int side = 0; side < SIDES; side++)
		for (int f = 0; f < FIGURES; f++)
			if (after[side][f] > before[side][f])
				window.figures[side][f] = after[side][f] - before[side][f];
	return window;
}

/* Returns the least that the edges alone add to each figure. */
static struct window edge_cost(struct page *page, const struct loop *loop)
{
	struct window least = take(page, loop, 0);
	for (int i = 1; i < EMPTY_WINDOWS; i++) {
		struct window empty = take(page, loop, 0);
		for (int side = 0; side < SIDES; side++)
			for (int f = 0; f < FIGURES; f++)
				if (empty.figures[side][f] < least.figures[side][f])
					least.figures[side][f] = empty.figures[side][f];
	}
	return least;
}

static void subtract(struct window *window, const struct window *cost)
{
	for (int side = 0; side < SIDES; side++)
		for (int f = 0; f < FIGURES; f++) {
			uint64_t *figure = &window->figures[side][f];
			uint64_t c = cost->figures[side][f];
			*figure = *figure > c ? *figure - c : 0;
		}
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Returns the time of one operation in ns: the median over parts of a round, so that one
 * interruption cannot decide it. */
static double pace_of_round(const struct loop *loop, uint64_t ops)
{
	double paces[PACES];
	int n = loop->pool ? 1 : ops < PACES ? (int)ops : PACES; /* as the window will be */
	uint64_t last = clock_ns(CLOCK_MONOTONIC);
	for (int i = 0; i < n; i++) {
		uint64_t part = ops / (uint64_t)n + ((uint64_t)i < ops % (uint64_t)n);
		loop->run(part);
		uint64_t now = clock_ns(CLOCK_MONOTONIC);
		paces[i] = (double)(now - last) / (double)part;
		last = now;
	}
	qsort(paces, (size_t)n, sizeof *paces, by_size);
	return paces[n / 2] > PACE_MIN_NS ? paces[n / 2] : PACE_MIN_NS;
}

/* Runs rounds, each twice as long as the one before, until they have lasted warm_up_ns in all; the
 * last one takes the rest. Returns the pace of the longest. */
static double warm_up(struct page *page, const struct loop *loop)
{
	uint64_t start = clock_ns(CLOCK_MONOTONIC), longest = 0;
	double pace_of_longest = 0;
	for (uint64_t ops = 1;;) {
		set_looping(page, 1);
		double pace = pace_of_round(loop, ops);
		set_looping(page, 0);
		uint64_t spent = clock_ns(CLOCK_MONOTONIC) - start;
		if (ops > longest) {
			longest = ops;
			pace_of_longest = pace;
		}
		if (spent >= page->job.warm_up_ns)
			return pace_of_longest;
		uint64_t left = (uint64_t)((double)(page->job.warm_up_ns - spent) / pace) + 1;
		ops = left < 2 * ops ? left : 2 * ops;
	}
}

static uint64_t ops_at(const struct page *page, double pace_ns)
{
	double fit = (double)page->job.window_ns / pace_ns;
	return page->job.ops ? page->job.ops : fit < 1 ? 1 : (uint64_t)fit;
}

static struct window measured(struct page *page, const struct loop *loop, uint64_t ops)
{
	struct window cost = edge_cost(page, loop);
	struct window window = take(page, loop, ops);
	subtract(&window, &cost);
	return window;
}

/* Measures with the speed probed outside the edges, so that no figure holds the probes' time. */
static struct window timed(struct page *page, const struct loop *loop, uint64_t ops)
{
	struct window cost = edge_cost(page, loop);
	uint64_t before = speed_probe();
	struct window window = take(page, loop, ops);
	window.speed_ns[BEFORE] = before;
	window.speed_ns[AFTER] = speed_probe();
	figures_read_user_share(page, window.user_share);
	subtract(&window, &cost);
	return window;
}

void window_measure(struct page *page, enum side self, pid_t other, const struct loop *loop)
{
	figures_open(page, self, other);
	int error = stops_open(page);
	if (error) {
		page_fail(page, -error, "mapping the count of stops", NULL);
		return;
	}
	double pace_ns = warm_up(page, loop);
	uint64_t ops = ops_at(page, pace_ns);
	uint64_t fewer = ops < COUNTED_SHARE ? 1 : ops / COUNTED_SHARE;
	struct loop measured_loop = *loop;
	if (page->live.delayed)
		measured_loop.run = delay_wrap(page->live.delay_percent, pace_ns, loop->run);
	page->answer.timed = timed(page, &measured_loop, ops);
	if (page->job.with_doubled)
		page->answer.doubled = measured(page, &measured_loop, 2 * ops);
	figures_open_counters(page);
	page->answer.counted = measured(page, &measured_loop, fewer);
	figures_give_up_dead(page);
	flag_set(&page->live.done);
}
