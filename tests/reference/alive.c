/* alive session SESSION: prints the processes of a session; leaves out a zombie whose parent is not
 * of it, which waits for init. alive program PATTERN: prints those whose program has a path like
 * this (glob(7)), and waits for those that are about to end: they have no program any more, and yet
 * may hold a lock. */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { USAGE = 2, LIMIT_MS = 10000 };

struct process {
	int parent, session;
	unsigned flags;
	char state;
};
enum { EXITING = 0x4 /* PF_EXITING, include/linux/sched.h */ };

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
	return rest && sscanf(rest, ") %c %d %*d %d %*d %*d %u", &process->state, &process->parent,
			       &process->session, &process->flags) == 4;
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

static void await_end(const char *pid)
{
	struct process process;
	struct pollfd end = { .fd = (int)syscall(SYS_pidfd_open, atoi(pid), 0), .events = POLLIN };
	if (end.fd >= 0 && look(pid, &process) && (process.flags & EXITING) && process.state != 'Z')
		poll(&end, 1, LIMIT_MS);
	if (end.fd >= 0)
		close(end.fd);
}

static bool runs(const char *pid, const char *pattern)
{
	char path[64], program[4096];
	snprintf(path, sizeof path, "/proc/%.20s/exe", pid);
	ssize_t n = readlink(path, program, sizeof program - 1);
	program[n > 0 ? n : 0] = '\0';
	if (n < 0)
		await_end(pid);
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
