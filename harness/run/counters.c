#include <errno.h>
#include <perfmon/pfmlib_perf_event.h>
#include <string.h>

#include "counters.h"

const char *const counters_software[SOFTWARE_EVENTS] = {
	"task-clock", /* it leads: read by its own process, a member of the group is stale */
	"context-switches",
	"cpu-migrations",
	"page-faults",
};

_Static_assert(
	sizeof(struct perf_event_attr) <= sizeof(struct event_attr), "event_attr is too small");

static int encode(const char *name, uint64_t format, struct event_attr *into)
{
	struct perf_event_attr attr = { .size = sizeof attr };
	pfm_perf_encode_arg_t arg = { .attr = &attr, .size = sizeof arg };
	if (pfm_get_os_event_encoding(name, PFM_PLM0 | PFM_PLM3, PFM_OS_PERF_EVENT, &arg) !=
		PFM_SUCCESS)
		return -ENOENT;
	attr.read_format = format;
	memset(into, 0, sizeof *into);
	memcpy(into, &attr, sizeof attr);
	return 0;
}

int counters_init(struct counters *counters)
{
	memset(counters, 0, sizeof *counters);
	if (pfm_initialize() != PFM_SUCCESS)
		return -ENOSYS;
	for (int i = 0; i < SOFTWARE_EVENTS; i++)
		if (encode(counters_software[i], PERF_FORMAT_GROUP, &counters->software[i]) < 0)
			return -ENOSYS;
	return 0;
}

int counters_add(struct counters *counters, const char *name)
{
	static const uint64_t format =
		PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
	if (counters->extras == EXTRA_MAX)
		return -E2BIG;
	if (encode(name, format, &counters->extra[counters->extras]) < 0)
		return -ENOENT;
	counters->extra_names[counters->extras++] = name;
	return 0;
}

void counters_order(const struct counters *counters, struct page *page)
{
	memcpy(page->software, counters->software, sizeof page->software);
	memcpy(page->extra, counters->extra, sizeof page->extra);
	page->extras = counters->extras;
}

const char *counters_status(int access, uint64_t enabled, uint64_t running)
{
	if (access == -EACCES || access == -EPERM)
		return "denied";
	if (access < 0 || (enabled > 0 && running == 0))
		return "unsupported"; /* or no counter was ever free for it */
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
	}
}

void counters_each_name(void (*each)(const char *, void *), void *context)
{
	for (int pmu = PFM_PMU_NONE; pmu < PFM_PMU_MAX; pmu++)
		each_of_pmu((pfm_pmu_t)pmu, each, context);
}
