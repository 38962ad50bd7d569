#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file_loop.h"
#include "page/page.h"

static char path[sizeof((struct page *)0)->job.scratch + sizeof "/file"];
static char *buffer;
static size_t size;

int file_setup(struct page *page)
{
	snprintf(path, sizeof path, "%s/file", page->job.scratch);
	size = page->job.size;
	buffer = malloc(size);
	if (!buffer)
		return -1;
	memset(buffer, 'x', size);
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return -1;
	ssize_t n = write(fd, buffer, size); /* its blocks exist before the window */
	if (n >= 0 && n != (ssize_t)size)
		errno = ENOSPC; /* what a short write to a file means */
	return n != (ssize_t)size || close(fd) < 0 ? -1 : 0;
}

void file_run(uint64_t ops)
{
	while (ops--) {
		int fd = open(path, O_RDWR | O_CLOEXEC);
		if (write(fd, buffer, size) != (ssize_t)size ||
			pread(fd, buffer, size, 0) != (ssize_t)size)
			abort(); /* a short transfer would be a fast result */
		close(fd);
	}
}
