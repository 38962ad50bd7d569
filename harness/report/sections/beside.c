/* How other campaigns compare with each other, if some were named. */
#include "report/section.h"

static void write(struct report *report)
{
	if (report->beside)
		report_own(report, report->beside);
}

const struct section section = {
	.order = 1350,
	.heading = "## Kernels and machines",
	.fold = "What differs between campaigns of several",
	.write = write,
};
