/* What is below the table of claims: each with what decides it, and how. */
#include "report/section.h"

static void write(struct report *report)
{
	report_own(report,
		"Each section sets one claim of the post against what is measured here. Intervals are at 95 %.\n\n");
}

const struct section section = {
	.order = 520,
	.heading = "## The claims, one by one",
	.write = write,
};
