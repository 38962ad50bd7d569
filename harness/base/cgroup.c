#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgroup.h"

enum { PATH_SIZE = 1024 };

/* One hierarchy of control groups and our place in it. */
struct hierarchy {
	const char *type; /* type of the file system */
	const char *controller; /* in the mount options; NULL: any */
	char mount[PATH_SIZE];
	char root[PATH_SIZE]; /* the part of the hierarchy that is mounted */
	char group[PATH_SIZE]; /* our group */
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

/* Finds the mount. A line is "31 23 0:28 ROOT MOUNT options ... - TYPE source OPTIONS",
 * proc_pid_mountinfo(5). */
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

/* Finds our group. A line is "NUMBER:CONTROLLERS:GROUP", cgroups(7); version 2 names no
 * controllers. */
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

/* Calls `look` for our group and each above it. Returns false if our group is not below the mount,
 * as it is when seen from another namespace. */
static bool each_level(
	const struct hierarchy *of, void (*look)(const char *, void *), void *context)
{
	char directory[2 * PATH_SIZE];
	size_t root = strcmp(of->root, "/") == 0 ? 0 : strlen(of->root);
	if (strncmp(of->group, of->root, root) != 0 || strstr(of->root, "/..") ||
		strstr(of->group, "/.."))
		return false;
	snprintf(directory, sizeof directory, "%s%s", of->mount, of->group + root);
	for (size_t top = strlen(of->mount);;) {
		look(directory, context);
		char *slash = strrchr(directory, '/');
		if (!slash || (size_t)(slash - directory) < top)
			return true;
		*slash = '\0';
	}
}

enum cgroup_sight cgroup_each(void (*look)(const char *directory, void *context), void *context)
{
	struct hierarchy both[] = { { .type = "cgroup2" },
		{ .type = "cgroup", .controller = "cpu" } };
	enum cgroup_sight sight = CGROUP_NONE;
	for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
		if (!find_mount(&both[i]) || !find_group(&both[i]))
			continue;
		if (!each_level(&both[i], look, context))
			sight = CGROUP_UNCLEAR;
		else if (sight == CGROUP_NONE)
			sight = CGROUP_SEEN;
	}
	return sight;
}
