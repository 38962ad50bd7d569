#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "holders.h"
#include "records/machine_record.h"
#include "text.h"

static bool has(DIR *descriptors, const char *target)
{
	char link[64];
	for (struct dirent *entry; (entry = readdir(descriptors));) {
		ssize_t n = readlinkat(dirfd(descriptors), entry->d_name, link, sizeof link - 1);
		link[n > 0 ? n : 0] = '\0';
		if (strcmp(link, target) == 0)
			return true;
	}
	return false;
}

static void add(struct holders *holders, const char *process)
{
	char path[64], name[32], one[64];
	size_t n = strlen(holders->names);
	snprintf(path, sizeof path, "/proc/%.16s/comm", process);
	if (machine_read(path, name, sizeof name) < 0)
		return; /* it has gone */
	machine_printable(name);
	snprintf(one, sizeof one, "%s%s (%.16s)", n ? ", " : "", name, process);
	if (n + strlen(one) < sizeof holders->names)
		strcpy(holders->names + n, one);
	holders->n++;
}

static void look_at(const char *process, const char *target, struct holders *holders)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%.16s/fd", process);
	DIR *descriptors = opendir(path);
	if (!descriptors) {
		holders->all_seen &= errno == ENOENT || errno == ESRCH;
		return;
	}
	if (has(descriptors, target))
		add(holders, process);
	closedir(descriptors);
}

void holders_find(const char *target, struct holders *holders)
{
	DIR *processes = opendir("/proc");
	*holders = (struct holders){ .all_seen = processes != NULL };
	if (!processes)
		return;
	for (struct dirent *entry; (entry = readdir(processes));)
		if (isdigit((unsigned char)*entry->d_name) && atoi(entry->d_name) != getpid())
			look_at(entry->d_name, target, holders);
	closedir(processes);
}
