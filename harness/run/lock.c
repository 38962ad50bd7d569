#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "lock.h"

/* Each is one inode for all who are in that namespace, namespaces(7), and any user may open and
 * lock it. Containers have networks, files and process ids of their own, but the machine's time;
 * the second is for kernels before 5.6. */
static const char *const shared[] = { "/proc/self/ns/time", "/proc/self/ns/user", NULL };

/* -EWOULDBLOCK: another has it; any other error: it serves nobody. */
static int lock_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd < 0 ? -errno : fd;
	int error = -errno;
	close(fd);
	return error;
}

/* Without /proc: an abstract socket, which is one for all who share a network namespace. */
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
