#include <dirent.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "parts.h"

#define SOURCES "/sys/bus/event_source/devices"

static int open_event(uint32_t type, uint64_t config, int user_only)
{
	struct perf_event_attr attr = {
		.type = type,
		.size = sizeof attr,
		.config = config,
		.exclude_kernel = user_only != 0,
		.exclude_hv = user_only != 0,
	};
	return (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

static const char *refusal(int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return "permission denied";
	case ENOENT:
	case ENODEV:
	case EOPNOTSUPP:
		return "no such counter here";
	case ENOSYS:
		return "no perf events in this kernel";
	default:
		return strerror(error);
	}
}

/* Tells whether a counter counts, as some open and never do. Sleeping gives it a switch and some
 * cycles. */
static const char *watch(int fd, const char *usable)
{
	const struct timespec moment = { .tv_nsec = 50000 };
	uint64_t before = 0, after = 0;
	ssize_t n = read(fd, &before, sizeof before);
	clock_nanosleep(CLOCK_MONOTONIC, 0, &moment, NULL);
	n += read(fd, &after, sizeof after);
	close(fd);
	return n == sizeof before + sizeof after && after > before ? usable : "counts nothing";
}

static const char *cycles(void)
{
	int fd = open_event(PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES, 0);
	if (fd >= 0)
		return watch(fd, "usable");
	/* asks for less: the error of this try is the telling one */
	fd = open_event(PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES, 1);
	return fd >= 0 ? watch(fd, "usable in user space only") : refusal(errno);
}

static const char *context_switches(void)
{
	int fd = open_event(PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CONTEXT_SWITCHES, 0);
	return fd >= 0 ? watch(fd, "usable") : refusal(errno);
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static json_t *sources(void)
{
	struct dirent **names;
	int n = scandir(SOURCES, &names, visible, alphasort);
	if (n < 0)
		return json_null();
	json_t *list = json_array();
	for (int i = 0; i < n; i++) {
		json_array_append_new(list, json_string(names[i]->d_name));
		free(names[i]);
	}
	free(names);
	return list;
}

json_t *machine_counters(void)
{
	json_t *facts = json_object();
	json_object_set_new(facts, "cycles", json_string(cycles()));
	json_object_set_new(facts, "context_switches", json_string(context_switches()));
	json_object_set_new(facts, "sources", sources());
	return facts;
}
