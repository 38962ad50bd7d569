/* How deep an idle CPU may sleep: whoever wakes it waits until it has left that state. */
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "parts.h"

#define CPUS "/sys/devices/system/cpu/"

enum { NO_LIMIT_US = 2000000000 }; /* PM_QOS_CPU_LATENCY_DEFAULT_VALUE */

static json_t *in(const char *directory, const char *file, json_t *(*read)(const char *))
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/%s", directory, file);
	return read(path);
}

/* Adds a state by its name; one without name is left out. */
static void add(json_t *states, const char *directory)
{
	json_t *name = in(directory, "name", machine_line), *state = json_object();
	json_object_set_new(state, "latency_us", in(directory, "latency", machine_number));
	json_object_set_new(state, "off", in(directory, "disable", machine_switch));
	if (json_is_string(name))
		json_object_set(states, json_string_value(name), state);
	json_decref(state);
	json_decref(name);
}

/* Describes the states of CPU 0; there are ten at most, in the order of their numbers. */
static json_t *states(const char *pattern)
{
	glob_t found;
	if (glob(pattern, 0, NULL, &found) != 0)
		return json_null();
	json_t *all = json_object();
	for (size_t i = 0; i < found.gl_pathc; i++)
		add(all, found.gl_pathv[i]);
	globfree(&found);
	return all;
}

/* Reads the limit that programs have asked for, in binary: false if there is none. Reading asks for
 * nothing. */
static json_t *limit(const char *path)
{
	int32_t us;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return json_null();
	ssize_t n = read(fd, &us, sizeof us);
	close(fd);
	return n != sizeof us || us < 0 ? json_null()
	       : us >= NO_LIMIT_US	? json_false()
					: json_integer(us);
}

const struct machine_fact machine_idle_facts[] = {
	{ "governor", machine_line, CPUS "cpuidle/current_governor" },
	{ "states", states, CPUS "cpu0/cpuidle/state?*" },
	{ "limit_us", limit, "/dev/cpu_dma_latency" },
	{ NULL, NULL, NULL },
};
