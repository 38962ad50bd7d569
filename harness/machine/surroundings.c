/* What this process has inherited, and every program that it starts with it. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"
#include "probe.h"

static json_t *number(const char *status, const char *key)
{
	char value[32];
	return machine_field(status, key, value, sizeof value) ? json_integer(atoll(value))
							       : json_null();
}

/* Tells whether a number is not 0. */
static json_t *is(const char *status, const char *key)
{
	json_t *value = number(status, key);
	if (json_is_null(value))
		return value;
	bool is = json_integer_value(value) != 0;
	json_decref(value);
	return json_boolean(is);
}

/* Tells whether a filter around us has a supervisor, as a process may have one only. Without a
 * filter there is none, and nothing is tried. */
static json_t *supervised(const char *status)
{
	json_t *filtered = is(status, "Seccomp");
	if (!json_is_true(filtered))
		return filtered;
	json_decref(filtered);
	int error = machine_try_listener();
	return error && error != -EBUSY ? json_null() : json_boolean(error);
}

json_t *machine_preload(const char *path)
{
	char text[4096], *rest = text, *line;
	int n = machine_read(path, text, sizeof text);
	if (n < 0)
		return n == -ENOENT ? json_false() : json_null();
	while ((line = strsep(&rest, "\n"))) {
		line += strspn(line, " \t:");
		if (*line && *line != '#')
			return json_true();
	}
	return json_false();
}

json_t *machine_surroundings(void)
{
	char status[8192];
	if (machine_read("/proc/self/status", status, sizeof status) < 0)
		*status = '\0';
	json_t *facts = json_object();
	int error =
		json_object_set_new(facts, "seccomp", number(status, "Seccomp")) |
		json_object_set_new(facts, "seccomp_filters", number(status, "Seccomp_filters")) |
		json_object_set_new(facts, "supervised", supervised(status)) |
		/* a yes or no: the tracer's pid is private */
		json_object_set_new(facts, "traced", is(status, "TracerPid")) |
		json_object_set_new(facts, "preload", machine_preload("/etc/ld.so.preload"));
	if (!error)
		return facts;
	json_decref(facts);
	return NULL;
}
