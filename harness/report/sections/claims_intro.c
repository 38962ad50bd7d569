/* The post's claims: each has a section of its own below this one. */
#include "report/section.h"

static void write(struct report *report)
{
	report_say(report,
		"\"Ptrace and You\" (2018-06-19) timed ten million `getpid` calls on a laptop. Each section below sets one of its claims against what is measured here. Intervals are at 95 %%.\n\n");
}

const struct section section = {
	.order = 400,
	.heading = "## The claims of the post",
	.write = write,
};
