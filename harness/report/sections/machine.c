/* What was measured on. */
#include <string.h>

#include "report/fact.h"
#include "report/report.h"

/* All but those that this CPU does not need. */
static void write_mitigations(const struct report *report)
{
	const char *name;
	json_t *value;
	json_t *all =
		json_object_get(json_object_get(report->loaded->machine, "cpu"), "mitigations");
	json_object_foreach(all, name, value)
	{
		const char *state = json_string_value(value);
		if (state && strncmp(state, "Not affected", 12) != 0)
			fprintf(report->out, "| %s | %s |\n", text_escape(name).s,
				text_escape(state).s);
	}
}

static void write_command_line(const struct report *report)
{
	json_t *kernel = json_object_get(report->loaded->machine, "kernel"), *word;
	size_t i;
	fputs("| kernel parameters that matter |", report->out);
	json_array_foreach(json_object_get(kernel, "command_line"), i, word)
	{
		const char *text = json_string_value(word);
		fprintf(report->out, " %s", text_escape(text ? text : "?").s);
	}
	fputs(" |\n", report->out);
}

void report_machine(const struct report *report)
{
	static const char *const facts[][2] = {
		{ "CPU", "cpu.model" },
		{ "microcode", "cpu.microcode" },
		{ "usable CPUs", "topology.usable_cpus" },
		{ "shared by the two CPUs of `cross`", "placements.cross.share" },
		{ "the topology is this machine's", "topology.this_system" },
		{ "two threads per core", "cpu.smt" },
		{ "virtual machine", "virtual" },
		{ "hypervisor", "hypervisor" },
		{ "frequency governor", "cpu.governor" },
		{ "kernel", "kernel.release" },
		{ "file systems of `file-io`", "filesystems.scratch" },
		{ "and of `file-io-shm`", "filesystems.shm" },
		{ "clock source", "clock.source" },
		{ "clock read in the vDSO", "clock.in_vdso" },
		{ "hardware counters", "counters.cycles" },
		{ "software counters", "counters.context_switches" },
		{ "idle driver", "cpu.idle_driver" },
		{ "load when it started, 1 minute", "load.0" },
		{ "run as root", "privileged" },
		{ "compiler", "build.compiler" },
		{ "compiler flags", "build.flags" },
		{ "tracetax", "build.version" },
		{ "seed of the order", "seed" },
	};
	fprintf(report->out, "## The machine\n\n| | |\n|---|---|\n");
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		fprintf(report->out, "| %s | %s |\n", facts[i][0],
			fact_text(report->loaded->machine, facts[i][1]).s);
	write_mitigations(report);
	write_command_line(report);
	fprintf(report->out,
		"\nEverything else about it, each mitigation and kernel option among them, is in "
		"[machine.json](%s/machine.json).\n\n",
		report->base);
}
