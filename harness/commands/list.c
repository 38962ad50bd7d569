#include <argp.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "commands.h"
#include "machine/placement.h"
#include "machine/topology.h"
#include "modes/mode.h"
#include "plan/names.h"
#include "plan/placements.h"
#include "run/counters.h"
#include "workload.h"

static void list_mode(const struct mode *mode)
{
	char lost[64];
	printf("%-21s %6g %6s  %s", mode->name, mode->stops_per_call, mode->since, mode->summary);
	if (mode_is_family(mode))
		printf(" (N: %g to %g)", mode->n_min, mode->n_max);
	if (mode->loses)
		printf(" (not over %s)", mode_loses(mode, lost, sizeof lost));
	puts("");
}

static void list_modes(void)
{
	printf("%-21s %6s %6s  %s\n", "mode", "stops", "since", "");
	for (const struct mode *const *m = modes; *m; m++)
		list_mode(*m);
	puts("\nstops: per watched call. since: the first kernel. not over: what it does not "
	     "watch.");
}

static void list_workloads(void)
{
	printf("%-14s %9s %11s  %s\n", "workload", "calls/op", "size", "");
	for (const struct workload *const *w = workloads; *w; w++) {
		char size[24] = "-";
		if ((*w)->size_max)
			snprintf(size, sizeof size, "%" PRIu64 " %s", (*w)->size,
				size_units[(*w)->size_unit].name);
		char calls[16] = "libc";
		if (!(*w)->calls_of_libc)
			snprintf(calls, sizeof calls, "%u", (*w)->calls_per_op);
		printf("%-14s %9s %11s  %s\n", (*w)->name, calls, size, (*w)->summary);
	}
}

static void list_placement(const char *name, const char *summary)
{
	struct placement placement;
	int error = placement_resolve(name, &placement);
	printf("%-7s %s", name, summary);
	if (error < 0)
		printf(" (not here: %s)", strerror(-error));
	else if (placement.lacking)
		printf(" (not here: %s)", placement.lacking);
	else if (placement.cpu[TRACEE] >= 0)
		printf(" (tracee on CPU %d, tracer on CPU %d; shared: %s)", placement.cpu[TRACEE],
			placement.cpu[TRACER], placement.share);
	puts("");
}

static void list_placements(void)
{
	for (size_t i = 0; placement_names[i]; i++)
		list_placement(placement_names[i], placement_summaries[i]);
	hwloc_topology_t topology = topology_load();
	const char *doubt = topology_doubt(topology_source(topology));
	topology_free(topology);
	if (doubt)
		printf("\n%s: see HWLOC_SYNTHETIC, HWLOC_XMLFILE and HWLOC_FSROOT\n", doubt);
}

static void print_event(const char *name, void *context)
{
	(void)context;
	puts(name);
}

static void list_events(void)
{
	counters_each_name(print_event, NULL);
	if (!counters_named())
		command_fail(EXIT_DONE, COUNTERS_NAMELESS ": these are the kernel's own");
}

static const struct {
	const char *name;
	void (*list)(void);
} lists[] = {
	{ "modes", list_modes },
	{ "workloads", list_workloads },
	{ "events", list_events },
	{ "placements", list_placements },
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	const char **what = state->input;
	if (key != ARGP_KEY_ARG || *what)
		return ARGP_ERR_UNKNOWN;
	*what = value;
	return 0;
}

int command_list(int argc, char **argv)
{
	static const struct argp argp = {
		.parser = parse,
		.args_doc = "modes|workloads|events|placements",
		.doc = "What tracetax knows, and what of it this machine has.",
	};
	const char *what = NULL;
	struct complaint complaint;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &what, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	struct nearest nearest = nearest_to(what ? what : "");
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (what && strcmp(lists[i].name, what) == 0) {
			lists[i].list();
			return EXIT_DONE;
		}
		nearest_offer(&nearest, lists[i].name);
	}
	if (!what)
		return command_fail(
			EXIT_USAGE, "name one: tracetax list modes|workloads|events|placements");
	nearest_complain(&nearest, "list", "tracetax list --help", &complaint);
	return command_fail(EXIT_USAGE, "%s", complaint.text);
}
