#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace_events.h"

static void count(json_t *counts, const char *name)
{
	json_int_t before = json_integer_value(json_object_get(counts, name));
	json_object_set_new(counts, name, json_integer(before + 1));
}

/* Counts the events that are on by their systems, in the trace buffer of this directory. A line is
 * "SYSTEM:EVENT". */
static int count_events(json_t *counts, const char *directory)
{
	char path[PATH_MAX], *line = NULL;
	size_t size = 0;
	snprintf(path, sizeof path, "%s/set_event", directory);
	FILE *file = fopen(path, "re");
	if (!file)
		return -errno;
	while (getline(&line, &size, file) > 0) {
		line[strcspn(line, ":\n")] = '\0';
		if (*line)
			count(counts, line);
	}
	free(line);
	fclose(file);
	return 0;
}

/* Counts those of the other instances of the buffer. */
static void count_in_instances(json_t *counts, const char *root)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/instances", root);
	DIR *instances = opendir(path);
	if (!instances)
		return;
	for (struct dirent *entry; (entry = readdir(instances));) {
		if (*entry->d_name == '.')
			continue;
		snprintf(path, sizeof path, "%s/instances/%s", root, entry->d_name);
		count_events(counts, path);
	}
	closedir(instances);
}

json_t *trace_events(const char *root)
{
	json_t *counts = json_object();
	if (count_events(counts, root) < 0) {
		json_decref(counts);
		return json_null();
	}
	count_in_instances(counts, root);
	return counts;
}
