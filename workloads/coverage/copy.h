/* A program that becomes a copy of itself, from a descriptor. */
#ifndef TRACETAX_COPY_H
#define TRACETAX_COPY_H

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include "again.h"

struct copy {
	char path[64];
	int fd; /* open for writing */
};

/* Makes an empty file. Its name is no draw, which takes a number of calls that varies. */
static inline struct copy copy_new(void)
{
	struct copy copy;
	snprintf(copy.path, sizeof copy.path, "/tmp/tracetax-coverage-%ld", (long)getpid());
	copy.fd = open(copy.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
	if (copy.fd < 0)
		unusual_cannot(copy.path);
	return copy;
}

/* Fills an open file with this program. */
static inline void copy_self(int to)
{
	struct stat info;
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	if (from < 0 || fstat(from, &info) < 0 ||
		sendfile(to, from, NULL, (size_t)info.st_size) != info.st_size)
		unusual_cannot("a copy of the program");
	close(from);
}

/* Becomes the copy, whose file is deleted first. */
static inline _Noreturn void copy_become(const struct copy *copy, char **argv)
{
	close(copy->fd); /* what is open for writing is not started */
	int fd = open(copy->path, O_RDONLY | O_CLOEXEC);
	unlink(copy->path);
	fexecve(fd, AGAIN(argv), environ);
	unusual_cannot("fexecve");
}

#endif
