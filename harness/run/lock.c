#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "lock.h"

/* Each is one inode for all processes in the namespace, namespaces(7), and any user may open and
 * lock it. Containers have networks, files and process ids of their own, but share the machine's
 * time namespace; the second path is for kernels before 5.6. */
static const char *const shared[] = { "/proc/self/ns/time", "/proc/self/ns/user", NULL };

/* Locks a file. Returns -EWOULDBLOCK if another has it; after any other error it is nobody's
 * lock. */
static int lock_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd < 0 ? -errno : fd;
	int error = -errno;
	close(fd);
	return error;
}

/* Locks without /proc, by an abstract socket: one for all in a network namespace. */
static int lock_socket(void)
{
	static const struct sockaddr_un name = { AF_UNIX, "\0tracetax-is-measuring" };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (const struct sockaddr *)&name, sizeof name) == 0)
		return fd < 0 ? -errno : fd;
	int error = errno == EADDRINUSE ? -EWOULDBLOCK : -errno;
	close(fd);
	return error;
}

int lock_machine(void)
{
	for (const char *const *path = shared; *path; path++) {
		int fd = lock_file(*path);
		if (fd >= 0 || fd == -EWOULDBLOCK)
			return fd;
	}
	return lock_socket();
}
