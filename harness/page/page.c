#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "page.h"

struct page *page_new(int *fd)
{
	*fd = memfd_create("tracetax-page", MFD_CLOEXEC);
	if (*fd < 0)
		return NULL;
	if (ftruncate(*fd, sizeof(struct page)) == 0) {
		struct page *page = page_map(*fd);
		if (page)
			return page;
	}
	close(*fd);
	return NULL;
}

struct page *page_map(int fd)
{
	struct stat file;
	/* an injected object may find a glibc before 2.33, which has no fstat */
	if (syscall(SYS_fstat, fd, &file) < 0)
		return NULL;
	if (file.st_size != sizeof(struct page)) {
		errno = EBADF;
		return NULL;
	}
	/* populated: no page fault on it may fall into the window */
	void *map = mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_POPULATE, fd, 0);
	return map == MAP_FAILED ? NULL : map;
}

void page_free(struct page *page)
{
	munmap(page, sizeof *page);
}

int page_fail(struct page *page, int error, const char *what, const char *remedy)
{
	if (atomic_exchange(&page->failure.failed, 1) == 0) {
		page->failure.error = error;
		snprintf(page->failure.what, sizeof page->failure.what, "%s", what);
		snprintf(page->failure.remedy, sizeof page->failure.remedy, "%s",
			remedy ? remedy : "");
	}
	return error ? -error : -EIO;
}
