/* alive session SESSION: prints the processes of a session; leaves out a zombie whose parent is not
 * of it, which waits for init. alive program PATTERN: prints those whose program has a path like
 * this (glob(7)). */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { USAGE = 2 };

struct process {
	int parent, session;
	char state;
};

/* Reads what /proc/PID/stat tells; the name in parentheses may hold anything. */
static bool look(const char *pid, struct process *process)
{
	char path[64], text[512];
	snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
	if (fd >= 0)
		close(fd);
	text[n > 0 ? n : 0] = '\0';
	const char *rest = strrchr(text, ')');
	return rest && sscanf(rest, ") %c %d %*d %d", &process->state, &process->parent,
			       &process->session) == 3;
}

static bool in_session(const char *pid, const char *session)
{
	struct process process, parent;
	char name[16];
	if (!look(pid, &process) || process.session != atoi(session))
		return false;
	snprintf(name, sizeof name, "%d", process.parent);
	return process.state != 'Z' || (look(name, &parent) && parent.session == process.session);
}

static bool runs(const char *pid, const char *pattern)
{
	char path[64], program[4096];
	snprintf(path, sizeof path, "/proc/%.20s/exe", pid);
	ssize_t n = readlink(path, program, sizeof program - 1);
	program[n > 0 ? n : 0] = '\0';
	return fnmatch(pattern, program, 0) == 0;
}

int main(int argc, char **argv)
{
	bool session = argc == 3 && strcmp(argv[1], "session") == 0;
	DIR *all = opendir("/proc");
	if (!all || (!session && (argc != 3 || strcmp(argv[1], "program") != 0))) {
		fputs("Usage: alive session SESSION | program PATTERN\n", stderr);
		return USAGE;
	}
	for (struct dirent *entry; (entry = readdir(all));)
		if (isdigit((unsigned char)*entry->d_name) &&
			(session ? in_session : runs)(entry->d_name, argv[2]))
			puts(entry->d_name);
	closedir(all);
	return fflush(stdout) == 0 ? 0 : 1;
}
