#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "workload.h"

/* Each page is read once, and never given back, which would take a call. All are the kernel's zero
 * page, so a fault takes only 8 bytes of a page table: 512 MiB once all are read. */
static const size_t PAGES = 1 << 26;
/* All windows of a run make less than so many times the operations of the timed one. */
enum { WINDOWS = 4 };

static struct page *report;
static const volatile char *next, *end;
static size_t stride;

static int exhausted(void)
{
	return page_fail(
		report, 0, "64 Mi pages are not enough", "give a shorter --window, or fewer --ops");
}

static int setup(struct page *page)
{
	report = page;
	if (page->job.ops > PAGES / WINDOWS)
		return exhausted();
	stride = (size_t)getpagesize();
	char *pages = mmap(NULL, PAGES * stride, PROT_READ,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (pages == MAP_FAILED)
		return page_fail(page, errno, "mmap of the pages to read",
			"lift the limit: ulimit -v unlimited");
	madvise(pages, PAGES * stride, MADV_NOHUGEPAGE); /* EINVAL: there are none anyway */
	next = pages;
	end = pages + PAGES * stride;
	return 0;
}

static void run(uint64_t ops)
{
	if (ops > (uint64_t)(end - next) / stride)
		_exit(-exhausted());
	for (; ops--; next += stride)
		*next;
}

const struct workload workload = {
	.name = "fault",
	.summary = "a page fault, and no call: each page is read for the first time",
	.answer_ignored = true,
	.setup = setup,
	.run = run,
};
