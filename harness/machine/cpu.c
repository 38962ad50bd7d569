#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"
#include "text.h"

#define CPUS "/sys/devices/system/cpu/"

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static json_t *mitigations(const char *directory)
{
	struct dirent **names;
	char path[PATH_MAX];
	int n = scandir(directory, &names, visible, alphasort);
	if (n < 0)
		return json_null();
	json_t *all = json_object();
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s", directory, names[i]->d_name);
		json_object_set_new(all, names[i]->d_name, machine_line(path));
		free(names[i]);
	}
	free(names);
	return all;
}

/* Tells whether turbo is on. intel_pstate has the opposite switch, and newer kernels have one per
 * policy. */
static json_t *turbo(const char *cpus)
{
	(void)cpus;
	json_t *off = machine_switch(CPUS "intel_pstate/no_turbo");
	if (!json_is_null(off)) {
		bool on = json_is_false(off);
		json_decref(off);
		return json_boolean(on);
	}
	json_t *on = machine_switch(CPUS "cpufreq/boost");
	return json_is_null(on) ? machine_switch(CPUS "cpufreq/policy0/boost") : on;
}

/* Returns the value of the first key ("model name|cpu") that this architecture has. */
static json_t *cpuinfo(const char *keys)
{
	char text[8192], list[128], value[128], *rest = list, *key;
	snprintf(list, sizeof list, "%s", keys);
	if (machine_read("/proc/cpuinfo", text, sizeof text) < 0)
		return json_null();
	while ((key = strsep(&rest, "|")))
		if (machine_field(text, key, value, sizeof value) && *value)
			return json_string(value);
	return json_null();
}

static json_t *model(const char *keys)
{
	json_t *name = cpuinfo(keys);
	return json_is_null(name) ? machine_line("/proc/device-tree/model") : name;
}

const struct machine_fact machine_cpu_facts[] = {
	{ "model", model, "model name|cpu model|cpu|uarch" },
	{ "vendor", cpuinfo, "vendor_id|CPU implementer|mvendorid" },
	{ "family", cpuinfo, "cpu family|CPU architecture" },
	{ "model_number", cpuinfo, "model|CPU part|marchid" },
	{ "stepping", cpuinfo, "stepping|CPU revision|revision" },
	{ "microcode", cpuinfo, "microcode" },
	{ "mitigations", mitigations, CPUS "vulnerabilities" },
	{ "smt", machine_switch, CPUS "smt/active" },
	{ "governor", machine_lines, CPUS "cpufreq/policy*/scaling_governor" },
	{ "frequency_driver", machine_lines, CPUS "cpufreq/policy*/scaling_driver" },
	{ "turbo", turbo, CPUS },
	{ "idle_driver", machine_line, CPUS "cpuidle/current_driver" },
	{ "isolated", machine_line, CPUS "isolated" },
	{ NULL, NULL, NULL },
};
