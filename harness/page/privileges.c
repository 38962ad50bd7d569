#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "privileges.h"

/* Reads the effective ids. */
static bool read_ids(pid_t pid, uid_t *uid, gid_t *gid)
{
	char path[32], line[128];
	bool uid_known = false, gid_known = false;
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	FILE *status = fopen(path, "re");
	while (status && !(uid_known && gid_known) && fgets(line, sizeof line, status)) {
		uid_known |= sscanf(line, "Uid: %*u %u", uid) == 1;
		gid_known |= sscanf(line, "Gid: %*u %u", gid) == 1;
	}
	if (status)
		fclose(status);
	return uid_known && gid_known;
}

/* Tells whether a file has rights that these ids do not show, and its file system permits them. */
static bool gives_more(const char *path, uid_t uid, gid_t gid)
{
	struct stat file;
	struct statvfs mount;
	if (stat(path, &file) < 0)
		return false;
	bool setuid = file.st_mode & S_ISUID && file.st_uid != uid;
	bool setgid = file.st_mode & S_ISGID && file.st_mode & S_IXGRP && file.st_gid != gid;
	return (setuid || setgid) && !(statvfs(path, &mount) == 0 && mount.f_flag & ST_NOSUID);
}

/* Counts a program, given by a link to its file, if it has rights that these ids do not show. */
static void look(struct page *page, const char *link, uid_t uid, gid_t gid)
{
	char name[PROGRAM_NAME_SIZE];
	if (!gives_more(link, uid, gid))
		return;
	ssize_t n = readlink(link, name, sizeof name - 1);
	name[n < 0 ? 0 : n] = '\0';
	program_count(&page->answer.unprivileged, name);
}

void privileges_look(struct page *page, pid_t pid)
{
	char link[32];
	uid_t uid;
	gid_t gid;
	snprintf(link, sizeof link, "/proc/%d/exe", (int)pid);
	if (read_ids(pid, &uid, &gid))
		look(page, link, uid, gid);
}

void privileges_look_here(struct page *page)
{
	look(page, "/proc/self/exe", geteuid(), getegid());
}

void privileges_look_at(struct page *page, const char *path)
{
	if (gives_more(path, geteuid(), getegid()))
		program_count(&page->answer.unprivileged, path);
}
