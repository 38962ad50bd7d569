/* What watching a process takes once, before anything of it is watched. */
#include "clock.h"
#include "page.h"

uint64_t attach_begin(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

void attach_end(struct page *page, uint64_t begun)
{
	page->attach_ns += clock_ns(CLOCK_MONOTONIC) - begun;
}
