#include <errno.h>
#include <perfmon/perf_event.h>
#include <string.h>

#include "counters.h"
#include "event_names.h"

#define NAME(figure, name, config) name,
const char *const counters_software[] = { SOFTWARE_EVENT_LIST(NAME) };

_Static_assert(
	sizeof(struct perf_event_attr) <= sizeof(struct event_attr), "event_attr is too small");

#define CONFIG(figure, name, config) PERF_COUNT_SW_##config,
static const uint64_t software_configs[] = { SOFTWARE_EVENT_LIST(CONFIG) };

static struct perf_event_attr software(int i)
{
	return (struct perf_event_attr){
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(struct perf_event_attr),
		.config = software_configs[i],
		.exclude_hv = 1,
		.exclude_guest = 1,
	};
}

static int look_up(const char *name, struct perf_event_attr *attr)
{
	for (int i = 0; i < SOFTWARE_EVENTS; i++)
		if (strcmp(name, counters_software[i]) == 0) {
			*attr = software(i);
			return 0;
		}
	return event_names_find(name, attr);
}

static struct event_attr pack(struct perf_event_attr attr, uint64_t format)
{
	struct event_attr packed = { 0 };
	attr.read_format = format;
	memcpy(&packed, &attr, sizeof attr);
	return packed;
}

void counters_init(struct counters *counters)
{
	memset(counters, 0, sizeof *counters);
	for (int i = 0; i < SOFTWARE_EVENTS; i++)
		counters->events.software[i] = pack(software(i), PERF_FORMAT_GROUP);
}

int counters_add(struct counters *counters, const char *name)
{
	static const uint64_t format =
		PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
	struct perf_event_attr attr;
	if (counters->events.extras == EXTRA_MAX)
		return -E2BIG;
	int error = look_up(name, &attr);
	if (error == -ENOENT)
		return error;
	counters->nameless += error != 0;
	counters->events.extra[counters->events.extras] =
		error ? (struct event_attr){ 0 } : pack(attr, format);
	counters->extra_names[counters->events.extras++] = name;
	return 0;
}

const char *counters_status(int access, uint64_t enabled, uint64_t running)
{
	if (access == -EACCES || access == -EPERM)
		return "denied";
	if (access < 0 || (enabled > 0 && running == 0))
		return "unsupported"; /* or the task is dead, or no counter was ever free */
	return running < enabled ? "multiplexed" : "ok";
}

void counters_each_name(void (*each)(const char *, void *), void *context)
{
	if (event_names_known()) {
		event_names_each(each, context);
		return;
	}
	for (int i = 0; i < SOFTWARE_EVENTS; i++)
		each(counters_software[i], context);
}
