#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "names.h"
#include "options.h"

static const struct argp_option options_run[] = {
	{ "workload", OPTION_KEY(OPTION_WORKLOAD), "NAME,...", 0,
		"what runs (getpid); see list workloads", 0 },
	{ "mode", OPTION_KEY(OPTION_MODE), "NAME,...", 0,
		"what watches it (all that fit); see list modes", 0 },
	{ "placement", OPTION_KEY(OPTION_PLACEMENT), "NAME,...", 0,
		"where the two run (same); see list placements", 0 },
	{ "size", OPTION_KEY(OPTION_SIZE), "N,...", 0,
		"of what the workload takes; see list workloads", 0 },
	{ "ops", OPTION_KEY(OPTION_OPS), "N", 0, "operations per window (as many as fill it)", 0 },
	{ "precision", OPTION_KEY(OPTION_PRECISION), "PCT", 0,
		"until intervals are +-PCT % (5; on metal 2)", 0 },
	{ "time", OPTION_KEY(OPTION_TIME), "SECONDS", 0,
		"but no longer than this (5 per mode and cell)", 0 },
	{ "blocks", OPTION_KEY(OPTION_BLOCKS), "N", 0, "N blocks per cell, whatever their width",
		0 },
	{ "window", OPTION_KEY(OPTION_WINDOW), "MS", 0,
		"of a window (a pilot chooses; with --blocks 10)", 0 },
	{ "timeout", OPTION_KEY(OPTION_TIMEOUT), "SECONDS", 0, "end a run that takes longer (60)",
		0 },
	{ "event", OPTION_KEY(OPTION_EVENT), "NAME,...", 0, "count these too; see list events", 0 },
	{ "seed", OPTION_KEY(OPTION_SEED), "N", 0, "of the order (random)", 0 },
	{ "reverse", OPTION_KEY(OPTION_REVERSE), NULL, 0,
		"every block backwards, to check the order", 0 },
	{ "wrap", OPTION_KEY(OPTION_WRAP), "NAME=COMMAND", 0,
		"mode wrap:NAME: COMMAND in front of the workload", 0 },
	{ "filter", OPTION_KEY(OPTION_FILTER), "NAME=FILE", 0,
		"mode filter:NAME: the seccomp filter in FILE", 0 },
	{ "command", OPTION_KEY(OPTION_COMMAND), "NAME=COMMAND", 0,
		"workload command:NAME: your program, as a whole", 0 },
	{ "stdout", OPTION_KEY(OPTION_STDOUT), "WHERE", 0,
		"of a command or a wrap: null, pipe, inherit, FILE", 0 },
	OPTIONS_OF_COMMANDS(OPTION_HIDDEN),
	{ "kill-after", OPTION_KEY(OPTION_KILL_AFTER), "SECONDS", OPTION_HIDDEN,
		"from a signal to the end of a command", 0 },
	{ "may-break", OPTION_KEY(OPTION_MAY_BREAK), NULL, OPTION_HIDDEN,
		"a run that fails is a row, not a failure", 0 },
	{ "output", 'o', "DIR", 0, "the campaign's new directory (tracetax-TIME)", 0 },
	{ "quiet", OPTION_KEY(OPTION_QUIET), NULL, 0, "no progress line and no table", 0 },
	{ "wide", OPTION_KEY(OPTION_WIDE), NULL, 0, "all of the table, however wide", 0 },
	{ 0 },
};

/* Appends to a list of the options that may be given several times. */
static bool append(const char **list, size_t *n, size_t max, const char *value)
{
	if (*n == max)
		return false;
	list[(*n)++] = value;
	return true;
}

bool options_take(struct options *o, int key, const char *value)
{
	switch (key) {
	case OPTION_KEY(OPTION_WRAP):
		return append(o->wraps, &o->n_wraps, WRAPS_MAX, value);
	case OPTION_KEY(OPTION_FILTER):
		return append(o->filters, &o->n_filters, FILTERS_MAX, value);
	case OPTION_KEY(OPTION_COMMAND):
		return append(o->commands, &o->n_commands, COMMANDS_MAX, value);
	}
	if (key < OPTION_KEY(0) || key >= OPTION_KEY(OPTIONS))
		return false;
	o->value[key - OPTION_KEY(0)] = value ? value : "";
	return true;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct options *o = state->input;
	bool taken = key == ARGP_KEY_ARG
			     ? append(o->plans, &o->n_plans, PLANS_MAX, value)
			     : options_take(o, key == 'o' ? OPTION_KEY(OPTION_OUTPUT) : key, value);
	return taken ? 0 : ARGP_ERR_UNKNOWN;
}

int options_parse(
	int argc, char **argv, unsigned flags, struct options *options, struct complaint *complaint)
{
	static const struct argp argp = {
		.options = options_run,
		.parser = parse,
		.args_doc = "[PLAN...]",
		.doc = "Measure what it costs to watch a system call.\v"
		       "A plan is a file of these, a line per set of cells. The manual page has more.",
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
