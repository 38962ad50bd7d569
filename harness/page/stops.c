#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "page.h"
#include "stops.h"

static const _Atomic uint64_t *map;

int stops_open(const struct page *page)
{
	if (page->job.stops_source != STOPS_IN_MAP)
		return 0;
	void *at = mmap(
		NULL, sizeof *map, PROT_READ, MAP_SHARED | MAP_POPULATE, page->live.stops_fd, 0);
	if (at == MAP_FAILED)
		return -errno;
	map = at;
	return 0;
}

uint64_t stops_now(const struct page *page)
{
	uint64_t n = 0;
	switch (page->job.stops_source) {
	case STOPS_IN_COUNTER:
		return read(page->live.stops_fd, &n, sizeof n) == sizeof n ? n : 0;
	case STOPS_IN_MAP:
		return atomic_load_explicit(map, memory_order_relaxed);
	default:
		return atomic_load_explicit(&page->live.stops, memory_order_relaxed);
	}
}

uint64_t stops_of_reading(const struct page *page)
{
	return page->job.stops_source == STOPS_IN_COUNTER;
}

uint64_t stops_between(const struct page *page, uint64_t before, uint64_t after)
{
	return after - before - stops_of_reading(page);
}
