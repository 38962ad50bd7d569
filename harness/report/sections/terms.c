/* The words that every table uses. */
#include "report/section.h"
#include "report/text.h"

/* Returns " (shared: L3 cache)" for the two CPUs of `cross`; empty if the campaign does not
 * tell. */
static struct text cross_share(const json_t *machine)
{
	const json_t *cross = json_object_get(json_object_get(machine, "placements"), "cross");
	const char *share = json_string_value(json_object_get(cross, "share"));
	struct text text = { "" };
	if (share)
		snprintf(text.s, sizeof text.s, " (shared: %.40s)", text_escape(share).s);
	return text;
}

static void write(struct report *report)
{
	report_say(report,
		"How to read this report. The *placement* says where tracer and program run: `same` is on one CPU, `cross` on the two nearest CPUs%s, `smt` on two threads of one core, `socket` on two packages, `free` where the scheduler puts them. A *stop* is one interception. Stops are counted in each window, and a run whose count is not exact has no time. A *block* is one run of each mode of a cell and two of its baseline, in a balanced order. Tables show the median over blocks, with its 95 %% interval in parentheses. The *smallest detectable effect* would have been found nine times out of ten; a smaller effect may exist. docs/method.md explains how tracetax measures, and docs/csv.md explains every column of the records.\n\n",
		cross_share(report->loaded->machine).s);
}

const struct section section = {
	.order = 30,
	.write = write,
};
