#include <stdlib.h>
#include <unistd.h>

#include "attach.h"

static int descriptor;

struct page *attach(void)
{
	const char *fd = getenv("TRACETAX_PAGE");
	descriptor = fd ? atoi(fd) : -1;
	struct page *page = page_map(descriptor); /* which refuses any other file */
	if (page)
		unwatched_not(page, getpid());
	return page;
}

int attach_descriptor(void)
{
	return descriptor;
}

bool attach_passes(const struct page *page)
{
	return page->answer.tells_unwatched;
}

void attach_pass(struct page *page)
{
	char name[PROGRAM_NAME_SIZE] = "a program";
	ssize_t n = readlink("/proc/self/exe", name, sizeof name - 1);
	if (n > 0)
		name[n] = '\0';
	program_count(&page->answer.unwatched, name);
}

void attach_fail(struct page *page, int error, const char *what, const char *remedy)
{
	page_fail(page, error, what, remedy);
	_exit(1);
}
