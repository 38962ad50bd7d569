#include "inject/rewrite.h"

/* A program that is started in the midst of a loop has not met its sites: its dispatch stays on. */
__attribute__((constructor)) static void begin(void)
{
	static const _Atomic uint32_t never;
	struct page *page = attach();
	if (page)
		rewrite_begin(page, page->live.looping ? &never : &page->live.looping);
}
