#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine_parts.h"
#include "machine_text.h"

enum { PATH_SIZE = 1024 };

/* One hierarchy of control groups and our place in it. */
struct hierarchy {
	const char *type; /* of file system */
	const char *controller; /* in its mount options; NULL: any */
	char mount[PATH_SIZE];
	char root[PATH_SIZE]; /* what of the hierarchy is mounted there */
	char group[PATH_SIZE]; /* ours */
};

static bool in_list(const char *list, const char *word)
{
	size_t n = strlen(word);
	for (; list; list = strchr(list, ',')) {
		list += *list == ',';
		if (strncmp(list, word, n) == 0 && (!list[n] || list[n] == ',' || list[n] == '\n'))
			return true;
	}
	return false;
}

/* "31 23 0:28 ROOT MOUNT options ... - TYPE source OPTIONS", proc_pid_mountinfo(5) */
static bool find_mount(struct hierarchy *of)
{
	FILE *file = fopen("/proc/self/mountinfo", "re");
	char *line = NULL, type[32], options[256];
	size_t size = 0;
	bool found = false;
	while (file && !found && getline(&line, &size, file) > 0) {
		const char *dash = strstr(line, " - ");
		found = dash && sscanf(dash, " - %31s %*s %255s", type, options) == 2 &&
			strcmp(type, of->type) == 0 &&
			(!of->controller || in_list(options, of->controller)) &&
			sscanf(line, "%*s %*s %*s %1023s %1023s", of->root, of->mount) == 2;
	}
	free(line);
	if (file)
		fclose(file);
	return found;
}

/* "NUMBER:CONTROLLERS:GROUP", cgroups(7); version 2 has no controllers there. */
static bool find_group(struct hierarchy *of)
{
	FILE *file = fopen("/proc/self/cgroup", "re");
	char *line = NULL;
	size_t size = 0;
	bool found = false;
	while (file && !found && getline(&line, &size, file) > 0) {
		char *names = strchr(line, ':'), *group = names ? strchr(names + 1, ':') : NULL;
		if (!group)
			continue;
		*group++ = '\0';
		found = of->controller ? in_list(names + 1, of->controller) : !names[1];
		snprintf(of->group, sizeof of->group, "%.*s", (int)strcspn(group, "\n"), group);
	}
	free(line);
	if (file)
		fclose(file);
	return found;
}

/* In CPUs; INFINITY where this group has none. */
static double quota_of(const char *directory)
{
	char path[2 * PATH_SIZE + 32], text[64];
	double quota = 0, period = 0;
	snprintf(path, sizeof path, "%s/cpu.max", directory);
	if (machine_read(path, text, sizeof text) > 0)
		return sscanf(text, "%lf %lf", &quota, &period) == 2 ? quota / period : INFINITY;
	snprintf(path, sizeof path, "%s/cpu.cfs_quota_us", directory);
	if (machine_read(path, text, sizeof text) <= 0 || sscanf(text, "%lf", &quota) != 1)
		return INFINITY;
	snprintf(path, sizeof path, "%s/cpu.cfs_period_us", directory);
	if (machine_read(path, text, sizeof text) <= 0 || sscanf(text, "%lf", &period) != 1)
		return INFINITY;
	return quota > 0 && period > 0 ? quota / period : INFINITY;
}

/* The tightest on the way from our group up to what we can see: each binds. NAN where our group is
 * not below what is mounted here, as seen from another cgroup namespace. */
static double tightest(const struct hierarchy *of)
{
	char directory[2 * PATH_SIZE];
	size_t root = strcmp(of->root, "/") == 0 ? 0 : strlen(of->root);
	if (strncmp(of->group, of->root, root) != 0 || strstr(of->root, "/..") ||
		strstr(of->group, "/.."))
		return NAN;
	snprintf(directory, sizeof directory, "%s%s", of->mount, of->group + root);
	double least = INFINITY;
	for (size_t top = strlen(of->mount);;) {
		least = fmin(least, quota_of(directory));
		char *slash = strrchr(directory, '/');
		if (!slash || (size_t)(slash - directory) < top)
			return least;
		*slash = '\0';
	}
}

json_t *machine_cpu_quota(void)
{
	struct hierarchy both[] = { { .type = "cgroup2" },
		{ .type = "cgroup", .controller = "cpu" } };
	double least = INFINITY;
	bool seen = false, unclear = false;
	for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
		if (!find_mount(&both[i]) || !find_group(&both[i]))
			continue;
		double quota = tightest(&both[i]);
		seen = true;
		unclear |= isnan(quota);
		least = fmin(least, quota); /* which passes NAN over */
	}
	if (!isinf(least))
		return json_real(least);
	return seen && !unclear ? json_false() : json_null();
}
