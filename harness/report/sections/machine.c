/* The machine that was measured. */
#include <stdlib.h>
#include <string.h>

#include "report/fact.h"
#include "report/section.h"

static const struct grid_column columns[] = {
	{ .heading = "" },
	{ .heading = "" },
};

/* Adds the mitigations, except those that this CPU does not need. */
static void add_mitigations(struct grid *grid, const json_t *machine)
{
	const char *name;
	json_t *value;
	json_t *all = json_object_get(json_object_get(machine, "cpu"), "mitigations");
	json_object_foreach(all, name, value)
	{
		const char *state = json_string_value(value);
		if (state && strncmp(state, "Not affected", 12) != 0)
			grid_row(grid, value_text(name), value_text(state));
	}
}

static void add_command_line(struct grid *grid, const json_t *machine)
{
	json_t *kernel = json_object_get(machine, "kernel"), *word;
	char *words = NULL;
	size_t i, n;
	FILE *out = open_memstream(&words, &n);
	json_array_foreach(json_object_get(kernel, "command_line"), i, word)
	{
		const char *text = json_string_value(word);
		if (out)
			fprintf(out, "%s%s", i ? " " : "", text ? text : "?");
	}
	grid->failed |= !out || fclose(out) != 0;
	grid_row(grid, value_text("kernel parameters that matter"), value_text(words));
	free(words);
}

static void write(struct report *report)
{
	static const char *const facts[][2] = {
		{ "CPU", "cpu.model" },
		{ "microcode", "cpu.microcode" },
		{ "usable CPUs", "topology.usable_cpus" },
		{ "shared by the two CPUs of cross", "placements.cross.share" },
		{ "the topology is this machine's", "topology.this_system" },
		{ "two threads per core", "cpu.smt" },
		{ "virtual machine", "virtual" },
		{ "hypervisor", "hypervisor" },
		{ "frequency governor", "cpu.governor" },
		{ "kernel", "kernel.release" },
		{ "file systems of file-io", "filesystems.scratch" },
		{ "and of file-io-shm", "filesystems.shm" },
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
	const json_t *machine = report->loaded->machine;
	struct grid grid = GRID(columns);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		grid_row(&grid, value_text(facts[i][0]),
			value_text(fact_of(machine, facts[i][1]).s));
	add_mitigations(&grid, machine);
	add_command_line(&grid, machine);
	report_grid(report, &grid);
	report_say(report,
		"All other facts about it, with each mitigation and kernel option, are in [machine.json](%s/machine.json).\n\n",
		report->base);
}

const struct section section = {
	.order = 1400,
	.heading = "## The machine",
	.fold = "CPU, kernel, mitigations, build",
	.write = write,
};
