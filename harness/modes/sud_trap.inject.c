#include <sys/prctl.h>

#include "inject/dispatch.h"
#include "inject/emulate.h"

__attribute__((constructor)) static void begin(void)
{
	static const struct trap trap = { .code = DISPATCH_TRAP, .arm = dispatch_again };
	struct page *page = attach();
	if (!page)
		return;
	emulate_begin(page, &trap);
	dispatch_begin(page, SYSCALL_DISPATCH_FILTER_BLOCK);
}
