#include "inject/rewrite.h"

/* Leaves dispatch on in a program that starts while a loop runs: it has not met its sites yet. */
__attribute__((constructor)) static void begin(void)
{
	static const _Atomic uint32_t never;
	struct page *page = attach();
	if (page)
		rewrite_begin(page, page->live.looping ? &never : &page->live.looping);
}
