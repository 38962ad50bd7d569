/* What these numbers are not. */
#include "report/section.h"

static void write(struct report *report)
{
	report_say(report,
		"They are of this machine, this kernel and this boot: compare ratios, not nanoseconds, and look at the placement first. They are the cost of being watched by a tracer that does nothing; a real one does more. tracetax measures tools that confine programs, but confines none itself.\n");
}

const struct section section = {
	.order = 180,
	.heading = "## What these numbers are not",
	.write = write,
};
