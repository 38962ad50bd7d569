/* The words that every table uses. */
#include <string.h>

#include "report/section.h"
#include "report/text.h"

/* Writes "`cross`: the two nearest CPUs (shared: L3 cache)"; what its CPUs share is left out where
 * the campaign does not tell, or where the CPU itself is one. */
static void say_placement(struct report *report, const char *name, const char *summary)
{
	const json_t *placements = json_object_get(report->loaded->machine, "placements");
	const json_t *placement = json_object_get(placements, name);
	const char *share = json_string_value(json_object_get(placement, "share"));
	report_say(report, "`%s`: %s", name, summary);
	if (share && strcmp(share, "CPU") != 0)
		report_say(report, " (shared: %s)", share);
}

static void write(struct report *report)
{
	const struct knowledge *version = report->loaded->version;
	report_say(report, "The *placement* says where tracer and program run (");
	for (size_t i = 0; version->placements[i]; i++) {
		report_say(report, "%s", i ? "; " : "");
		say_placement(report, version->placements[i], version->placement_summaries[i]);
	}
	report_say(report,
		"). A *stop* is one interception. Stops are counted in each window, and a run whose count is not exact has no time. A *block* is one run of each mode of a cell and two of its baseline, in a balanced order. Tables show the median over blocks, with its 95 %% interval in parentheses. The *smallest detectable effect* would have been found nine times out of ten; a smaller effect may exist. docs/method.md explains how tracetax measures, and docs/csv.md explains every column of the records.\n\n");
}

const struct section section = {
	.order = 500,
	.heading = "## How to read this report",
	.write = write,
};
