#include "report.h"
#include "fact.h"
#include "records/machine_record.h"

void report_write(const struct report *report)
{
	char caption[160];
	machine_caption(report->loaded->machine, caption, sizeof caption);
	fprintf(report->out,
		"# What it costs to watch a system call\n\nCampaign `%s`, measured on %s, %s.\n\n",
		text_escape(report->loaded->name).s, text_escape(caption).s,
		fact_text(report->loaded->machine, "started").s);
	if (report->loaded->cut_short)
		fprintf(report->out,
			"**This campaign was cut short**: what it had measured is below.\n\n");
	report_distrust(report);
	report_short(report);
	report_terms(report);
	report_claims(report);
	report_choice(report);
	report_trees(report);
	report_density(report);
	report_scaling(report);
	report_memory(report);
	report_control(report);
	report_trust(report);
	report_charts(report);
	report_published(report);
	report_machine(report);
	report_cells(report);
	report_gaps(report);
	report_again(report);
}
