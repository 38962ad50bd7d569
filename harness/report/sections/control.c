/* The control: a program that makes no call must not notice who watches its calls. */
#include <math.h>

#include "analysis/summary.h"
#include "report/report.h"
#include "report/text.h"

static bool is_control(const struct group *group)
{
	return group_is_without_calls(group) && !group->baseline;
}

void report_control(const struct report *report)
{
	const struct dataset *dataset = &report->loaded->dataset;
	size_t k = 0, outside = 0, inside = 0;
	for (size_t i = 0; i < dataset->n_groups; i++)
		k += is_control(&dataset->groups[i]);
	if (k == 0)
		return;
	fprintf(report->out,
		"## The control\n\nThese programs make no system call: their slowdown must be 1 in "
		"every mode. The intervals hold for all %zu together at 95 %% (Bonferroni).\n\n"
		"| workload | mode | placement | slowdown | contains 1 |\n|---|---|---|--:|---|\n",
		k);
	for (size_t i = 0; i < dataset->n_groups; i++) {
		const struct group *group = &dataset->groups[i];
		struct estimate slowdown;
		if (!is_control(group) ||
			summary_slowdown(dataset, group, estimate_joint(0.95, k), &slowdown) < 0)
			continue;
		bool contains = !(slowdown.lo > 1 || slowdown.hi < 1);
		outside += !contains;
		inside += contains && !isnan(slowdown.lo);
		if (isnan(slowdown.value))
			continue; /* without its baseline there is nothing to compare */
		char interval[48] = "";
		if (!isnan(slowdown.lo))
			snprintf(interval, sizeof interval, " (%.4f to %.4f)", slowdown.lo,
				slowdown.hi);
		fprintf(report->out, "| %s | %s | %s | %.4f%s | %s |\n",
			text_escape(group->workload).s, text_escape(group->mode).s,
			text_escape(group->placement).s, slowdown.value, interval,
			isnan(slowdown.lo) ? "too few blocks"
			: contains	   ? "yes"
					   : "**no**");
	}
	fprintf(report->out, "\nVerdict: **%s**.\n\n",
		outside ? "the control shows an effect where there can be none: do not trust this "
			  "campaign"
		: inside == k ? "the control is clean"
			      : "undecided: too few blocks");
}
