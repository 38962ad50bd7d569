/* The windows: the only stretches of a run that are measured.
 *
 *   warm-up | speed | edge | stops, clock | the loop | clock, stops | edge | speed
 *           | the same, twice as long, where it is asked for | counters on | the same, shorter
 *
 * An edge reads the figures of both sides by system calls, which are traced like any others. The
 * stops and the clock are read without a call, inside the edges, so they see the loop alone; what
 * the edges add to the other figures is measured on empty windows and subtracted.
 *
 * No perf counter exists while the clock runs: with counters on both sides every context switch
 * has to swap them, and a ptrace stop takes half as long again. */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clock.h"
#include "delay.h"
#include "eighths.h"
#include "flag.h"
#include "page.h"
#include "pool.h"
#include "speed.h"

enum { EMPTY_WINDOWS = 3, COUNTED_SHARE = 8, PACES = 15 };
static const double PACE_MIN_NS = 0.01;

static int status_fd = -1; /* /proc/PID/status of the other side */

/* The CPU clocks of a process, any process; 0 is the calling one: include/linux/posix-timers.h,
 * CPUCLOCK_*. */
enum { CPUCLOCK_PROF = 0, CPUCLOCK_VIRT = 1, CPUCLOCK_SCHED = 2 };

static uint64_t cpu_clock_of(pid_t pid, unsigned which)
{
	return clock_ns((clockid_t)((~(unsigned)pid << 3) | which));
}

/* Which part of its CPU time a process spent in user mode: ticks, for the kernel has no more. */
static double user_share_of(pid_t pid)
{
	uint64_t user = cpu_clock_of(pid, CPUCLOCK_VIRT);
	uint64_t all =
		cpu_clock_of(pid, CPUCLOCK_PROF); /* after it: a tick between must not give > 1 */
	return all ? (double)user / (double)all : 0;
}

static uint64_t ns_of(struct timeval t)
{
	return ((uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_usec) * 1000;
}

/* What its clock and its own usage do not have: the children that it has reaped. */
static void usage_of_self(uint64_t *figure)
{
	struct rusage own, children;
	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &children);
	figure[INVOLUNTARY] = (uint64_t)own.ru_nivcsw + (uint64_t)children.ru_nivcsw;
	figure[USAGE_SWITCHES] =
		figure[INVOLUNTARY] + (uint64_t)own.ru_nvcsw + (uint64_t)children.ru_nvcsw;
	figure[CPU_NS] += ns_of(children.ru_utime) + ns_of(children.ru_stime);
}

static uint64_t number_after(const char *text, const char *key)
{
	const char *at = strstr(text, key);
	return at ? strtoull(at + strlen(key), NULL, 10) : 0;
}

/* The same counters that getrusage would tell the other process of itself. */
static void switches_of_other(uint64_t *figure)
{
	char text[4096];
	ssize_t n = pread(status_fd, text, sizeof text - 1, 0);
	text[n > 0 ? n : 0] = '\0';
	figure[INVOLUNTARY] = number_after(text, "\nnonvoluntary_ctxt_switches:");
	figure[USAGE_SWITCHES] =
		number_after(text, "\nvoluntary_ctxt_switches:") + figure[INVOLUNTARY];
}

static void read_extra(int32_t fd, uint64_t *figure)
{
	if (read(fd, figure, COUNTER_FIGURES * sizeof *figure) < 0)
		memset(figure, 0, COUNTER_FIGURES * sizeof *figure);
}

static void perf_of(const struct side_access *access, uint32_t extras, uint64_t *figure)
{
	uint64_t group[1 + SOFTWARE_EVENTS]; /* perf_event_open(2), "Reading results" */
	if (access->software >= 0 && read(access->software, group, sizeof group) > 0)
		memcpy(figure + TASK_CLOCK_NS, group + 1, SOFTWARE_EVENTS * sizeof *group);
	for (uint32_t i = 0; i < extras; i++)
		if (access->extra[i] >= 0)
			read_extra(access->extra[i], figure + EXTRA + COUNTER_FIGURES * i);
}

static void read_edge(const struct page *page, uint64_t figures[SIDES][FIGURES])
{
	for (int side = 0; side < SIDES; side++) {
		const struct side_access *access = &page->answer.access[side];
		if (access->cpu == 0)
			figures[side][CPU_NS] = cpu_clock_of(access->pid, CPUCLOCK_SCHED);
		if (access->pid == 0)
			usage_of_self(figures[side]);
		else if (access->usage == 0)
			switches_of_other(figures[side]);
		perf_of(access, page->job.events.extras, figures[side]);
	}
}

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

	read_edge(page, before);
	park_settle(loop->park, page);
	uint64_t stops = stops_now(page), events[EVENTS];
	events_now(page, events);
	pool_clear(loop->pool);
	set_looping(page, 1);
	eighths_run(&window, loop);
	set_looping(page, 0);
	uint64_t settling = park_settle(loop->park, page);
	window.stops = stops_between(page, stops, stops_now(page)) - settling;
	window.least_ops = pool_least(loop->pool);
	events_now(page, window.events);
	for (int i = 0; i < EVENTS; i++)
		window.events[i] -= events[i];
	read_edge(page, after);

	for (int side = 0; side < SIDES; side++)
		for (int f = 0; f < FIGURES; f++)
			if (after[side][f] > before[side][f])
				window.figures[side][f] = after[side][f] - before[side][f];
	return window;
}

/* The least that the edges alone add to each figure. */
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

/* The time of one operation in ns: the median over parts of this round, for one interruption must
 * not decide it. */
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

/* Doubles until the rounds have lasted warm_up_ns in all, the last one being what is left of that;
 * the pace of the longest. */
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

static int32_t open_event(const struct event_attr *attr, pid_t pid, int32_t group)
{
	static const struct event_attr unknown;
	struct event_attr copy = *attr; /* the kernel may write its size there */
	if (memcmp(attr, &unknown, sizeof unknown) == 0)
		return -ENOENT;
	long fd = syscall(SYS_perf_event_open, &copy, pid, -1, group, PERF_FLAG_FD_CLOEXEC);
	return fd < 0 ? -errno : (int32_t)fd;
}

/* Who joins a group that runs counts nothing before the next switch (Linux 6.18). */
static int32_t open_software(const struct page *page, pid_t pid)
{
	int32_t leader = open_event(&page->job.events.software[0], pid, -1);
	if (leader < 0)
		return leader;
	ioctl(leader, PERF_EVENT_IOC_DISABLE, 0);
	for (int i = 1; i < SOFTWARE_EVENTS; i++) {
		int32_t member = open_event(&page->job.events.software[i], pid, leader);
		if (member < 0) {
			close(leader);
			return member;
		}
	}
	ioctl(leader, PERF_EVENT_IOC_ENABLE, 0);
	return leader;
}

/* What is of several tasks has no figures here; that is no refusal. */
enum { OF_NO_ONE = -ESRCH };

static bool counts_one_of_many(const struct page *page, int side)
{
	return page->job.many_tasks && (side == TRACEE || page->live.watcher);
}

static void open_counters(struct page *page)
{
	for (int side = 0; side < SIDES; side++) {
		struct side_access *access = &page->answer.access[side];
		access->software = counts_one_of_many(page, side)
					   ? OF_NO_ONE
					   : open_software(page, access->thread);
		for (uint32_t i = 0; i < page->job.events.extras; i++)
			access->extra[i] =
				open_event(&page->job.events.extra[i], access->thread, -1);
	}
}

static bool is_dead(const struct page *page, uint32_t event)
{
	bool dead = false;
	for (int side = 0; side < SIDES; side++) {
		uint64_t total[COUNTER_FIGURES] = { 0 };
		int32_t fd = page->answer.access[side].extra[event];
		if (fd >= 0)
			read_extra(fd, total);
		dead |= counter_is_dead(&page->job.events.extra[event], total);
	}
	return dead;
}

/* On both sides: of one that slept, the other tells. */
static void give_up_dead_counters(struct page *page)
{
	for (uint32_t i = 0; i < page->job.events.extras; i++) {
		bool dead = is_dead(page, i);
		for (int side = 0; side < SIDES; side++)
			if (dead && page->answer.access[side].extra[i] >= 0)
				page->answer.access[side].extra[i] = -ENODATA;
	}
}

static void open_usage(struct page *page, enum side self, pid_t other)
{
	for (int side = 0; side < SIDES; side++) {
		struct side_access *access = &page->answer.access[side];
		memset(access, 0xff, sizeof *access); /* no counters yet */
		access->pid = side == (int)self ? 0 : other;
	}
	char path[32];
	pid_t thread = page->live.watcher ? page->live.watcher : other;
	page->answer.access[self].thread = 0;
	page->answer.access[!self].thread = thread;
	snprintf(path, sizeof path, "/proc/%d/status", thread);
	status_fd = open(path, O_RDONLY | O_CLOEXEC);
	page->answer.access[self].cpu = page->answer.access[self].usage = 0;
	if (page->job.many_processes)
		page->answer.access[TRACEE].cpu = page->answer.access[TRACEE].usage = OF_NO_ONE;
	/* it may be of another pid namespace */
	page->answer.access[!self].cpu = cpu_clock_of(other, CPUCLOCK_SCHED) ? 0 : -ESRCH;
	page->answer.access[!self].usage = status_fd < 0		     ? -errno
					   : counts_one_of_many(page, !self) ? OF_NO_ONE
									     : 0;
}

/* Not at the edges: an empty window has no use for it, and each clock is a watched call. */
static void read_user_share(const struct page *page, struct window *window)
{
	for (int side = 0; side < SIDES; side++)
		window->user_share[side] = user_share_of(page->answer.access[side].pid);
}

static struct window measured(struct page *page, const struct loop *loop, uint64_t ops)
{
	struct window cost = edge_cost(page, loop);
	struct window window = take(page, loop, ops);
	subtract(&window, &cost);
	return window;
}

/* The probes lie outside the edges, so that no figure holds their time. */
static struct window timed(struct page *page, const struct loop *loop, uint64_t ops)
{
	struct window cost = edge_cost(page, loop);
	uint64_t before = speed_probe();
	struct window window = take(page, loop, ops);
	window.speed_ns[BEFORE] = before;
	window.speed_ns[AFTER] = speed_probe();
	read_user_share(page, &window);
	subtract(&window, &cost);
	return window;
}

void window_measure(struct page *page, enum side self, pid_t other, const struct loop *loop)
{
	open_usage(page, self, other);
	int error = stops_open(page);
	if (error) {
		page_fail(page, -error, "mapping the count of stops", NULL);
		return;
	}
	double pace_ns = warm_up(page, loop);
	uint64_t ops = ops_at(page, pace_ns);
	struct loop delayed = *loop;
	if (page->live.delayed)
		delayed.run = delay_wrap(page->live.delay_percent, pace_ns, loop->run);
	loop = &delayed;
	page->answer.timed = timed(page, loop, ops);
	if (page->job.with_doubled)
		page->answer.doubled = measured(page, loop, 2 * ops);
	open_counters(page);
	page->answer.counted = measured(page, loop, ops < COUNTED_SHARE ? 1 : ops / COUNTED_SHARE);
	give_up_dead_counters(page);
	flag_set(&page->live.done);
}
