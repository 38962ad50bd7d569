#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sink.h"

int sink_open(struct sink *sink, int directory, const char *name)
{
	*sink = (struct sink){ .directory = directory };
	if (snprintf(sink->name, sizeof sink->name, "%s", name) >= (int)sizeof sink->name)
		return -ENAMETOOLONG;
	snprintf(sink->partial, sizeof sink->partial, "%s.partial", sink->name);
	unlinkat(directory, sink->partial, 0); /* of a writer that was killed */
	sink->fd = openat(directory, sink->partial,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	return sink->fd < 0 ? -errno : 0;
}

int sink_write(struct sink *sink, const char *lines, size_t n)
{
	for (size_t done = 0; done < n;) {
		ssize_t wrote = write(sink->fd, lines + done, n - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0) {
			int error = wrote ? -errno : -ENOSPC;
			if (ftruncate(sink->fd, sink->whole) == 0)
				lseek(sink->fd, sink->whole, SEEK_SET);
			return error;
		}
		done += (size_t)wrote;
	}
	sink->whole += (off_t)n;
	return 0;
}

/* The error of an fsync(2); none where the file system has no such thing, as those of FUSE or of a
 * hypervisor may not for a directory. */
static int sync_error(int result)
{
	bool unsupported =
		errno == EINVAL || errno == EOPNOTSUPP || errno == ENOSYS || errno == EROFS;
	return result == 0 || unsupported ? 0 : -errno;
}

int sink_commit(struct sink *sink)
{
	int error = sync_error(fdatasync(sink->fd)); /* its size as well */
	if (close(sink->fd) < 0 && !error)
		error = -errno;
	sink->fd = -1;
	if (!error && renameat(sink->directory, sink->partial, sink->directory, sink->name) < 0)
		error = -errno;
	return error ? error : sync_error(fsync(sink->directory));
}

void sink_abandon(struct sink *sink)
{
	if (sink->fd >= 0)
		close(sink->fd);
	unlinkat(sink->directory, sink->partial, 0);
}

int sink_file(int directory, const char *name, const char *content, size_t n)
{
	struct sink sink;
	int error = sink_open(&sink, directory, name);
	if (error)
		return error;
	error = sink_write(&sink, content, n);
	if (!error)
		error = sink_commit(&sink);
	if (error)
		sink_abandon(&sink);
	return error;
}
