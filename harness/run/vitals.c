#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cgroup.h"
#include "vitals.h"

enum { FILES_MAX = 64 }; /* of each kind; more are left out, as each costs a read */

struct files {
	int fds[FILES_MAX];
	size_t n;
};

static struct files quotas, heats; /* cpu.stat of our groups; *_throttle_count of the CPUs */
static int stat_fd = -1, load_fd = -1;

static void open_one(struct files *files, const char *path)
{
	int fd = files->n < FILES_MAX ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	if (fd >= 0)
		files->fds[files->n++] = fd;
}

static void open_quota(const char *directory, void *context)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/cpu.stat", directory);
	open_one(context, path);
}

/* Opens the throttle counts of CPUs that report heat: Linux, arch/x86, therm_throt.c. */
static void open_heats(void)
{
	glob_t found;
	if (glob("/sys/devices/system/cpu/cpu[0-9]*/thermal_throttle/*_throttle_count", 0, NULL,
		    &found) != 0)
		return;
	for (size_t i = 0; i < found.gl_pathc; i++)
		open_one(&heats, found.gl_pathv[i]);
	globfree(&found);
}

static void open_once(void)
{
	static bool opened;
	if (opened)
		return;
	opened = true;
	stat_fd = open("/proc/stat", O_RDONLY | O_CLOEXEC);
	load_fd = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
	cgroup_each(open_quota, &quotas);
	open_heats();
}

/* Reads the start of a file, as it is now. */
static bool reread(int fd, char *text, size_t size)
{
	ssize_t n = fd < 0 ? -1 : pread(fd, text, size - 1, 0);
	text[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* Returns the steal time: the eighth number of the first line of /proc/stat, in ticks of USER_HZ,
 * proc(5). */
static uint64_t steal_ns(void)
{
	char text[256];
	unsigned long long steal;
	if (!reread(stat_fd, text, sizeof text) ||
		sscanf(text, "cpu %*u %*u %*u %*u %*u %*u %*u %llu", &steal) != 1)
		return 0;
	return steal * (1000000000U / (uint64_t)sysconf(_SC_CLK_TCK));
}

/* Finds a value in lines of "key value". */
static bool value_of(const char *text, const char *key, uint64_t *value)
{
	const char *at = strstr(text, key);
	if (at)
		*value = strtoull(at + strlen(key), NULL, 10);
	return at != NULL;
}

/* Reads the throttled time, in microseconds (version 2, cgroup-v2.rst) or nanoseconds (version 1,
 * sched-bwc.rst). */
static void read_quota(int fd, struct vitals *vitals)
{
	char text[1024];
	uint64_t times = 0, us = 0, ns = 0;
	if (!reread(fd, text, sizeof text))
		return;
	if (value_of(text, "\nnr_throttled ", &times))
		vitals->throttlings += times;
	if (value_of(text, "\nthrottled_usec ", &us) || value_of(text, "\nthrottled_time ", &ns))
		vitals->quota_known = true;
	vitals->throttled_ns += us * 1000 + ns;
}

static void read_heat(int fd, struct vitals *vitals)
{
	char text[32];
	if (reread(fd, text, sizeof text))
		vitals->throttlings += strtoull(text, NULL, 10);
}

/* Returns the running or ready processes: RUNNABLE of RUNNABLE/ALL, the fourth field of
 * /proc/loadavg, proc(5). It counts its reader. */
static int64_t runnable(void)
{
	char text[128];
	long long running;
	if (!reread(load_fd, text, sizeof text) || sscanf(text, "%*f %*f %*f %lld/", &running) != 1)
		return -1;
	return running > 0 ? running - 1 : 0;
}

void vitals_read(struct vitals *vitals)
{
	open_once();
	*vitals = (struct vitals){ .runnable = runnable(), .steal_ns = steal_ns() };
	for (size_t i = 0; i < quotas.n; i++)
		read_quota(quotas.fds[i], vitals);
	for (size_t i = 0; i < heats.n; i++)
		read_heat(heats.fds[i], vitals);
}

static uint64_t added(uint64_t before, uint64_t after)
{
	return after > before ? after - before : 0;
}

struct vitals vitals_between(const struct vitals *before, const struct vitals *after)
{
	return (struct vitals){
		.steal_ns = added(before->steal_ns, after->steal_ns),
		.quota_known = before->quota_known && after->quota_known,
		.throttled_ns = added(before->throttled_ns, after->throttled_ns),
		.throttlings = added(before->throttlings, after->throttlings),
		.runnable = before->runnable < after->runnable ? before->runnable : after->runnable,
	};
}
