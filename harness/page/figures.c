/* Figures of this process and of another one, by system calls, which are traced like any others.
 *
 * No perf counter exists while the clock runs: with counters on both sides every context switch has
 * to swap them, and a ptrace stop takes half as long again. */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clock.h"
#include "figures.h"
#include "page.h"

static int status_fd = -1; /* /proc/PID/status of the other side */

/* The CPU clocks of any process; pid 0 is the calling one (include/linux/posix-timers.h). */
enum { CPUCLOCK_PROF = 0, CPUCLOCK_VIRT = 1, CPUCLOCK_SCHED = 2 };

static uint64_t cpu_clock_of(pid_t pid, unsigned which)
{
	return clock_ns((clockid_t)((~(unsigned)pid << 3) | which));
}

/* Returns the part of its CPU time that a process spent in user mode. The kernel has it in ticks.
 */
static double user_share_of(pid_t pid)
{
	/* in this order: a tick in between must not give more than 1 */
	uint64_t user = cpu_clock_of(pid, CPUCLOCK_VIRT);
	uint64_t all = cpu_clock_of(pid, CPUCLOCK_PROF);
	return all ? (double)user / (double)all : 0;
}

static uint64_t ns_of(struct timeval t)
{
	return ((uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_usec) * 1000;
}

/* Fills in the switches, and adds the reaped children, which the CPU clock does not have. */
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

/* Fills in what getrusage would tell the other process of itself. */
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

void figures_read(const struct page *page, uint64_t figures[SIDES][FIGURES])
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

static int32_t open_event(const struct event_attr *attr, pid_t pid, int32_t group)
{
	static const struct event_attr unknown;
	struct event_attr copy = *attr; /* the kernel may write its size there */
	if (memcmp(attr, &unknown, sizeof unknown) == 0)
		return -ENOENT;
	long fd = syscall(SYS_perf_event_open, &copy, pid, -1, group, PERF_FLAG_FD_CLOEXEC);
	return fd < 0 ? -errno : (int32_t)fd;
}

/* Opens the group of software events, stopped meanwhile: an event that joins a running group counts
 * nothing before the next context switch (Linux 6.18). */
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

/* The figures of one task among many are not read; the kernel has refused nothing. */
enum { NOT_READ = -ESRCH };

static bool counts_one_of_many(const struct page *page, int side)
{
	return page->job.many_tasks && (side == TRACEE || page->live.watcher);
}

void figures_open_counters(struct page *page)
{
	for (int side = 0; side < SIDES; side++) {
		struct side_access *access = &page->answer.access[side];
		access->software = counts_one_of_many(page, side)
					   ? NOT_READ
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

void figures_give_up_dead(struct page *page)
{
	for (uint32_t i = 0; i < page->job.events.extras; i++) {
		bool dead = is_dead(page, i);
		for (int side = 0; side < SIDES; side++)
			if (dead && page->answer.access[side].extra[i] >= 0)
				page->answer.access[side].extra[i] = -ENODATA;
	}
}

void figures_open(struct page *page, enum side self, pid_t other)
{
	for (int side = 0; side < SIDES; side++) {
		struct side_access *access = &page->answer.access[side];
		memset(access, 0xff, sizeof *access); /* no counters yet */
		access->pid = side == (int)self ? 0 : other;
	}
	struct side_access *ours = &page->answer.access[self],
			   *theirs = &page->answer.access[!self];
	char path[32];
	ours->thread = 0;
	theirs->thread = page->live.watcher ? page->live.watcher : other;
	snprintf(path, sizeof path, "/proc/%d/status", theirs->thread);
	status_fd = open(path, O_RDONLY | O_CLOEXEC);
	ours->cpu = ours->usage = 0;
	if (page->job.many_processes)
		page->answer.access[TRACEE].cpu = page->answer.access[TRACEE].usage = NOT_READ;
	/* it may be of another pid namespace */
	theirs->cpu = cpu_clock_of(other, CPUCLOCK_SCHED) ? 0 : -ESRCH;
	theirs->usage = status_fd < 0 ? -errno : counts_one_of_many(page, !self) ? NOT_READ : 0;
}

void figures_read_user_share(const struct page *page, double share[SIDES])
{
	for (int side = 0; side < SIDES; side++)
		share[side] = user_share_of(page->answer.access[side].pid);
}
