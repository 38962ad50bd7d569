/* What these numbers are not. */
#include "report/section.h"

static void write(struct report *report)
{
	report_say(report,
		"They are valid for this machine, this kernel and this boot. Compare ratios, not nanoseconds, and look at the placement first. They show the cost of a tracer that does nothing; a real tracer does more. tracetax measures tools that confine programs, but confines none itself.\n");
}

const struct section section = {
	.order = 1800,
	.heading = "## What these numbers are not",
	.write = write,
};
