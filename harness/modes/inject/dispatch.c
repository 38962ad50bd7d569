#include <sys/prctl.h>
#include <sys/syscall.h>

#include "dispatch.h"
#include "raw.h"

static struct page *page;
static char selector; /* SYSCALL_DISPATCH_FILTER_ALLOW or _BLOCK, for all threads */

static long dispatch(void)
{
	return raw(SYS_prctl, PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, raw_text,
		raw_text_end - raw_text, &selector);
}

static void must(long error)
{
	if (error)
		attach_fail(page, (int)-error, "PR_SET_SYSCALL_USER_DISPATCH",
			"boot a kernel that has it: Linux 5.11 or later on x86-64");
}

void dispatch_begin(struct page *of_run, char selected)
{
	page = of_run;
	selector = selected;
	must(dispatch());
}

void dispatch_again(void)
{
	dispatch();
}

void dispatch_off(void)
{
	must(raw(SYS_prctl, PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_OFF, 0L, 0L, 0L));
}
