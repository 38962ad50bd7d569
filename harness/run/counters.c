#include <errno.h>
#include <perfmon/pfmlib_perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "counters.h"

const char *const counters_software[SOFTWARE_EVENTS] = {
	"context-switches",
	"cpu-migrations",
	"page-faults",
	"task-clock",
};

static int encode(const char *name, struct perf_event_attr *attr)
{
	memset(attr, 0, sizeof *attr);
	attr->size = sizeof *attr;
	pfm_perf_encode_arg_t arg = { .attr = attr, .size = sizeof arg };
	int result = pfm_get_os_event_encoding(name, PFM_PLM0 | PFM_PLM3, PFM_OS_PERF_EVENT, &arg);
	return result == PFM_SUCCESS ? 0 : -ENOENT;
}

int counters_init(struct counters *counters)
{
	memset(counters, 0, sizeof *counters);
	if (pfm_initialize() != PFM_SUCCESS)
		return -ENOSYS;
	for (int i = 0; i < SOFTWARE_EVENTS; i++) {
		if (encode(counters_software[i], &counters->software[i]) < 0)
			return -ENOSYS;
		counters->software[i].read_format = PERF_FORMAT_GROUP;
	}
	return 0;
}

int counters_add(struct counters *counters, const char *name)
{
	if (counters->extras == EXTRA_MAX)
		return -E2BIG;
	struct perf_event_attr *attr = &counters->extra[counters->extras];
	if (encode(name, attr) < 0)
		return -ENOENT;
	attr->read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
	counters->extra_names[counters->extras++] = name;
	return 0;
}

static int32_t open_one(const struct perf_event_attr *attr, pid_t pid, int group)
{
	struct perf_event_attr copy = *attr; /* the kernel may write its size there */
	long fd = syscall(SYS_perf_event_open, &copy, pid, -1, group, 0);
	return fd < 0 ? -errno : (int32_t)fd;
}

static int32_t open_software(const struct counters *counters, pid_t pid)
{
	int32_t leader = open_one(&counters->software[0], pid, -1);
	for (int i = 1; i < SOFTWARE_EVENTS && leader >= 0; i++) {
		int32_t member = open_one(&counters->software[i], pid, leader);
		if (member < 0) {
			close(leader);
			return member;
		}
	}
	return leader;
}

void counters_open(const struct counters *counters, struct page *page, enum side self, pid_t other)
{
	page->extras = counters->extras;
	for (int side = 0; side < SIDES; side++) {
		struct side_access *access = &page->access[side];
		access->pid = side == (int)self ? 0 : other;
		access->software = open_software(counters, access->pid);
		for (uint32_t i = 0; i < counters->extras; i++)
			access->extra[i] = open_one(&counters->extra[i], access->pid, -1);
	}
}

const char *counters_status(int access, uint64_t enabled, uint64_t running)
{
	if (access == -EACCES || access == -EPERM)
		return "denied";
	if (access < 0 || running == 0)
		return "unsupported";
	return running < enabled ? "multiplexed" : "ok";
}

static void each_of_pmu(pfm_pmu_t pmu, void (*each)(const char *, void *), void *context)
{
	pfm_pmu_info_t info = { .size = sizeof info };
	if (pfm_get_pmu_info(pmu, &info) != PFM_SUCCESS || !info.is_present)
		return;
	for (int i = info.first_event; i != -1; i = pfm_get_event_next(i)) {
		pfm_event_info_t event = { .size = sizeof event };
		if (pfm_get_event_info(i, PFM_OS_PERF_EVENT, &event) != PFM_SUCCESS)
			continue;
		each(event.name, context);
		if (event.equiv)
			each(event.equiv, context);
	}
}

void counters_each_name(void (*each)(const char *, void *), void *context)
{
	for (int pmu = PFM_PMU_NONE; pmu < PFM_PMU_MAX; pmu++)
		each_of_pmu((pfm_pmu_t)pmu, each, context);
}
