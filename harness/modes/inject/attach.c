#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attach.h"

/* A program may have closed it and opened a file of its own under the same number. */
static bool is_page(int fd)
{
	char path[32], name[32] = "";
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return readlink(path, name, sizeof name - 1) > 0 &&
	       strcmp(name, "/memfd:" PAGE_NAME " (deleted)") == 0;
}

struct page *attach(void)
{
	const char *fd = getenv("TRACETAX_PAGE");
	return fd && is_page(atoi(fd)) ? page_map(atoi(fd)) : NULL;
}

void attach_fail(struct page *page, int error, const char *what, const char *remedy)
{
	page_fail(page, error, what, remedy);
	_exit(1);
}
