#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sink.h"

/* Gives the file the owner and mode of the one it replaces. If the owner cannot be given, the mode
 * gets narrower; that is no failure, as some file systems have neither. */
static void inherit_access(int fd, const struct stat *old)
{
	mode_t mode = old->st_mode & 0777;
	if (fchown(fd, old->st_uid, old->st_gid) < 0 && fchown(fd, (uid_t)-1, old->st_gid) < 0)
		mode &= ~(mode_t)S_IRWXG; /* the group is a different one */
	fchmod(fd, mode);
}

int sink_open(struct sink *sink, int directory, const char *name)
{
	struct stat old;
	*sink = (struct sink){ .directory = directory };
	if (snprintf(sink->name, sizeof sink->name, "%s", name) >= (int)sizeof sink->name)
		return -ENAMETOOLONG;
	snprintf(sink->partial, sizeof sink->partial, "%s.partial", sink->name);
	unlinkat(directory, sink->partial, 0); /* left by a writer that was killed */
	bool replaces =
		fstatat(directory, name, &old, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(old.st_mode);
	sink->fd = openat(directory, sink->partial,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, replaces ? 0600 : 0644);
	if (sink->fd < 0)
		return -errno;
	if (replaces)
		inherit_access(sink->fd, &old);
	return 0;
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

/* Returns the error of an fsync(2), or none if the file system lacks it, as some of FUSE or a
 * hypervisor do for directories. */
static int sync_error(int result)
{
	bool unsupported =
		errno == EINVAL || errno == EOPNOTSUPP || errno == ENOSYS || errno == EROFS;
	return result == 0 || unsupported ? 0 : -errno;
}

/* Returns this error, or the first one of closing and renaming. */
static int finish(struct sink *sink, int error)
{
	if (close(sink->fd) < 0 && !error)
		error = -errno;
	sink->fd = -1;
	if (!error && renameat(sink->directory, sink->partial, sink->directory, sink->name) < 0)
		error = -errno;
	return error;
}

int sink_place(struct sink *sink)
{
	return finish(sink, 0);
}

int sink_commit(struct sink *sink)
{
	return finish(sink, sync_error(fdatasync(sink->fd))); /* includes the size */
}

/* Has to open the file again, as the descriptor that wrote it is closed. */
static int settle(int directory, const char *name)
{
	int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	int error = sync_error(fdatasync(fd));
	close(fd);
	return error;
}

int sink_settle(int directory)
{
	int error = 0, fd = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *files = fd < 0 ? NULL : fdopendir(fd);
	if (!files) {
		error = -errno;
		close(fd);
		return error;
	}
	for (struct dirent *entry; !error && (entry = readdir(files));)
		if (entry->d_name[0] != '.')
			error = settle(directory, entry->d_name);
	closedir(files);
	return error ? error : sync_error(fsync(directory));
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
		error = sink_place(&sink);
	if (error)
		sink_abandon(&sink);
	return error;
}
