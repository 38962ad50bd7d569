/* Why the campaign cannot be trusted, at the top of the report. */
#include "report/section.h"
#include "report/text.h"
#include "report/trust.h"

static void write_reason(const char *line, void *report)
{
	report_say(report, "**Not to be trusted**: %s.\n\n", line);
}

static void write(struct report *report)
{
	trust_reasons(report->loaded, write_reason, report);
}

const struct section section = {
	.order = 100,
	.write = write,
};
