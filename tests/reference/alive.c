/* alive [session SESSION] [program PATTERN]: prints the processes of a session, and those whose
 * program has a path like this (glob(7)); ends with 1 if there are none. A zombie whose parent is
 * not of the session waits for init, and is left out. A process that is about to end has no program
 * any more, and yet may hold a lock: it is waited for. */
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
	const char *session = NULL, *pattern = NULL;
	for (int i = 1; i + 1 < argc; i += 2)
		*(strcmp(argv[i], "session") == 0 ? &session : &pattern) = argv[i + 1];
	DIR *all = opendir("/proc");
	if (!all || (!session && !pattern)) {
		fputs("Usage: alive [session SESSION] [program PATTERN]\n", stderr);
		return USAGE;
	}
	int found = 0;
	for (struct dirent *entry; (entry = readdir(all));)
		if (isdigit((unsigned char)*entry->d_name) &&
			((session && in_session(entry->d_name, session)) ||
				(pattern && runs(entry->d_name, pattern))))
			found += puts(entry->d_name) > 0;
	closedir(all);
	return found && fflush(stdout) == 0 ? 0 : 1;
}
