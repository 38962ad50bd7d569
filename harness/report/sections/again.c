/* How to make the report again. */
#include "report/section.h"

static void write(struct report *report)
{
	report_say(report, "```\nsh scripts/setup.sh && make reproduce\n```\n\n");
	report_say(report,
		"These commands measure your machine and write a report like this one. `tracetax report %s` writes this report again from its records. Other plans measure more: `tracetax run bench/density.plan` has more call rates, `scaling.plan` up to 256 tasks, `trees.plan` trees and fans of processes, `file-io.plan` every size of a transfer, `memory.plan` sizes and states of pages, `peers.plan` other tools, and `full.plan` every workload under every mode.\n\n",
		report->base);
}

const struct section section = {
	.order = 1700,
	.heading = "## How to make it again",
	.write = write,
};
