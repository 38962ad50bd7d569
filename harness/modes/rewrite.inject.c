#include "inject/rewrite.h"

/* What is started in the midst of a loop does not know the sites of its own. */
__attribute__((constructor)) static void begin(void)
{
	static const _Atomic uint32_t never;
	struct page *page = attach();
	if (page)
		rewrite_begin(page, page->live.looping ? &never : &page->live.looping);
}
