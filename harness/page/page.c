#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
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
	if (fstat(fd, &file) < 0)
		return NULL;
	if (file.st_size != sizeof(struct page)) {
		errno = EBADF;
		return NULL;
	}
	/* populated: no fault on it may fall into the window */
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
	if (atomic_exchange(&page->failed, 1) == 0) {
		page->error = error;
		snprintf(page->what, sizeof page->what, "%s", what);
		snprintf(page->remedy, sizeof page->remedy, "%s", remedy ? remedy : "");
	}
	return error ? -error : -EIO;
}

void flag_wait(_Atomic uint32_t *flag)
{
	while (!atomic_load(flag))
		syscall(SYS_futex, flag, FUTEX_WAIT, 0, NULL, NULL, 0);
}

void flag_set(_Atomic uint32_t *flag)
{
	atomic_store(flag, 1);
	syscall(SYS_futex, flag, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

int page_keep_standard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR | O_CLOEXEC) < 0)
			return -errno;
	return 0;
}
