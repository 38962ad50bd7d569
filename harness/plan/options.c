#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "names.h"
#include "options.h"

/* Keys above any character: only -o has a short name. */
#define KEY(option) (0x100 + (option))

static const struct argp_option options_run[] = {
	{ "workload", KEY(OPTION_WORKLOAD), "NAME,...", 0, "what runs (getpid); see list workloads",
		0 },
	{ "mode", KEY(OPTION_MODE), "NAME,...", 0, "what watches it (all that fit); see list modes",
		0 },
	{ "placement", KEY(OPTION_PLACEMENT), "NAME,...", 0,
		"where the two run (same); see list placements", 0 },
	{ "size", KEY(OPTION_SIZE), "N,...", 0, "of what the workload takes; see list workloads",
		0 },
	{ "ops", KEY(OPTION_OPS), "N", 0, "operations per window (as many as fill it)", 0 },
	{ "precision", KEY(OPTION_PRECISION), "PCT", 0,
		"until intervals are +-PCT % (5; on metal 2)", 0 },
	{ "time", KEY(OPTION_TIME), "SECONDS", 0, "but no longer than this (5 per mode and cell)",
		0 },
	{ "blocks", KEY(OPTION_BLOCKS), "N", 0, "N blocks per cell, whatever their width", 0 },
	{ "window", KEY(OPTION_WINDOW), "MS", 0, "of a window (a pilot chooses; with --blocks 10)",
		0 },
	{ "timeout", KEY(OPTION_TIMEOUT), "SECONDS", 0, "end a run that takes longer (60)", 0 },
	{ "event", KEY(OPTION_EVENT), "NAME,...", 0, "count these too; see list events", 0 },
	{ "seed", KEY(OPTION_SEED), "N", 0, "of the order (random)", 0 },
	{ "reverse", KEY(OPTION_REVERSE), NULL, 0, "every block backwards, to check the order", 0 },
	{ "wrap", KEY(OPTION_WRAP), "NAME=COMMAND", 0,
		"mode wrap:NAME: COMMAND in front of the workload", 0 },
	{ "filter", KEY(OPTION_FILTER), "NAME=FILE", 0,
		"mode filter:NAME: the seccomp filter in FILE", 0 },
	{ "command", KEY(OPTION_COMMAND), "NAME=COMMAND", 0,
		"workload command:NAME: your program, as a whole", 0 },
	{ "prepare", KEY(OPTION_PREPARE), "COMMAND", 0,
		"before each execution of a command, untimed", 0 },
	{ "stdout", KEY(OPTION_STDOUT), "WHERE", 0,
		"of a command or a wrap: null, pipe, inherit, FILE", 0 },
	{ "output", 'o', "DIR", 0, "the campaign's new directory (tracetax-TIME)", 0 },
	{ "quiet", KEY(OPTION_QUIET), NULL, 0, "no progress line and no table", 0 },
	{ 0 },
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct options *options = state->input;
	if (key == 'o')
		options->value[OPTION_OUTPUT] = value;
	else if (key == KEY(OPTION_WRAP) && options->n_wraps < WRAPS_MAX)
		options->wraps[options->n_wraps++] = value;
	else if (key == KEY(OPTION_FILTER) && options->n_filters < FILTERS_MAX)
		options->filters[options->n_filters++] = value;
	else if (key == KEY(OPTION_COMMAND) && options->n_commands < COMMANDS_MAX)
		options->commands[options->n_commands++] = value;
	else if (key >= KEY(0) && key < KEY(OPTIONS))
		options->value[key - KEY(0)] = value ? value : "";
	else if (key == ARGP_KEY_ARG && options->n_plans < PLANS_MAX)
		options->plans[options->n_plans++] = value;
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

int options_parse(
	int argc, char **argv, unsigned flags, struct options *options, struct complaint *complaint)
{
	static const struct argp argp = {
		.options = options_run,
		.parser = parse,
		.args_doc = "[PLAN...]",
		.doc = "Measure what it costs to watch a system call.\v"
		       "A plan is a file of such options, a line for each set of cells.",
	};
	*options = (struct options){ 0 };
	return names_parse(&argp, OPERANDS_ANYWHERE, flags, argc, argv, options, complaint);
}

struct options options_over(const struct options *over, const struct options *under)
{
	struct options both = *over;
	bool decided = over->value[OPTION_BLOCKS] || over->value[OPTION_PRECISION];
	for (int i = 0; i < OPTIONS; i++) {
		bool excluded = decided && (i == OPTION_BLOCKS || i == OPTION_PRECISION);
		if (!both.value[i] && !excluded)
			both.value[i] = under->value[i];
	}
	return both;
}

const struct options options_default = {
	.value = {
		[OPTION_WORKLOAD] = "getpid",
		[OPTION_MODE] = "all",
		[OPTION_PLACEMENT] = "same",
	},
};
