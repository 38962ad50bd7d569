#include "inject/rewrite.h"

__attribute__((constructor)) static void begin(void)
{
	static const _Atomic uint32_t never;
	struct page *page = attach();
	if (page)
		rewrite_begin(page, &never);
}
