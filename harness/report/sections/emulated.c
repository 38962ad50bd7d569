/* What times are worth on a machine that is emulated. */
#include <math.h>

#include "records/machine_record.h"
#include "report/section.h"

static void write(struct report *report)
{
	const json_t *machine = report->loaded->machine;
	if (!machine_is_emulated(machine))
		return;
	report_say(report,
		"**Emulated**: software plays this CPU, so no time and no slowdown below is that of hardware. What was counted holds: stops, switches, calls.");
	if (!isnan(machine_clock_instructions(machine)))
		report_say(report,
			" Its clock counts instructions, so each time below is a number of instructions: see [the length of the path](#the-length-of-the-path).");
	report_say(report, "\n\n");
}

const struct section section = {
	.order = 150,
	.write = write,
};
