/* How to make it again, and what it is not. */
#include "report/report.h"

void report_again(const struct report *report)
{
	fprintf(report->out,
		"## How to make it again\n\n```\nsh scripts/setup.sh && make reproduce\n```\n\n"
		"measures this machine and writes a report like this one; `tracetax report %s` "
		"writes this "
		"one again from its records. `tracetax run bench/density.plan` has more call "
		"rates, "
		"`scaling.plan` up to 256 tasks, `trees.plan` trees and fans of processes, "
		"`file-io.plan` every size of a transfer, `memory.plan` sizes and states of pages, "
		"`peers.plan` other tools, and `full.plan` every workload under every mode.\n\n"
		"## What these numbers are not\n\n"
		"They are of this machine, this kernel and this boot: compare ratios, not "
		"nanoseconds, and "
		"look at the placement first. They are the cost of being watched by a tracer that "
		"does "
		"nothing; a real one does more. tracetax measures tools that confine programs, but "
		"confines none itself.\n",
		report->base);
}
