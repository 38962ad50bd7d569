/* The options of `tracetax run`, on the command line or in a plan: texts that are not judged
 * yet. */
#ifndef TRACETAX_OPTIONS_H
#define TRACETAX_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/complaint.h"

enum run_option {
	OPTION_WORKLOAD,
	OPTION_MODE,
	OPTION_PLACEMENT,
	OPTION_SIZE,
	OPTION_OPS,
	OPTION_BLOCKS,
	OPTION_PRECISION,
	OPTION_WINDOW,
	OPTION_TIME,
	OPTION_TIMEOUT,
	OPTION_EVENT,
	OPTION_SEED,
	OPTION_REVERSE,
	OPTION_OUTPUT,
	OPTION_QUIET,
	OPTION_WIDE,
	/* of commands, and of programs in front of them */
	OPTION_INPUT,
	OPTION_STDOUT,
	OPTION_PREPARE,
	OPTION_CONCLUDE,
	OPTION_SETUP,
	OPTION_CLEANUP,
	OPTION_WARMUP,
	OPTION_MIN_BLOCKS,
	OPTION_MAX_BLOCKS,
	OPTION_IGNORE_FAILURE,
	OPTION_KILL_AFTER,
	OPTION_MAY_BREAK,
	OPTIONS,
	OPTION_WRAP = OPTIONS, /* the options that may be given several times */
	OPTION_FILTER,
	OPTION_COMMAND
};

/* The key of an option for argp(3), above any character. */
#define OPTION_KEY(option) (0x100 + (option))

/* Rows of a table of argp(3): what surrounds commands, alike in `run` and `exec`. */
#define OPTIONS_OF_COMMANDS(flags)                                                                 \
	{ "min-runs", OPTION_KEY(OPTION_MIN_BLOCKS), "N", flags, "at least N blocks (6)", 0 },     \
		{ "max-runs", OPTION_KEY(OPTION_MAX_BLOCKS), "N", flags, "at most N blocks", 0 },  \
		{ "warmup", OPTION_KEY(OPTION_WARMUP), "N", flags, "execute it N times before",    \
			0 },                                                                       \
		{ "prepare", OPTION_KEY(OPTION_PREPARE), "COMMAND", flags,                         \
			"before each execution, untimed", 0 },                                     \
		{ "conclude", OPTION_KEY(OPTION_CONCLUDE), "COMMAND", flags,                       \
			"after each execution, untimed", 0 },                                      \
		{ "setup", OPTION_KEY(OPTION_SETUP), "COMMAND", flags, "before all of them", 0 },  \
		{ "cleanup", OPTION_KEY(OPTION_CLEANUP), "COMMAND", flags, "after all of them",    \
			0 },                                                                       \
		{ "input", OPTION_KEY(OPTION_INPUT), "FILE", flags,                                \
			"its standard input (/dev/null)", 0 },                                     \
	{                                                                                          \
		"ignore-failure", OPTION_KEY(OPTION_IGNORE_FAILURE), NULL, flags, "it may fail", 0 \
	}

enum { PLANS_MAX = 32, WRAPS_MAX = 32, FILTERS_MAX = 32, COMMANDS_MAX = 64 };

struct options {
	const char *value[OPTIONS]; /* NULL: not given; they point into argv */
	const char *plans[PLANS_MAX];
	size_t n_plans;
	const char *wraps[WRAPS_MAX];
	size_t n_wraps;
	const char *filters[FILTERS_MAX];
	size_t n_filters;
	const char *commands[COMMANDS_MAX];
	size_t n_commands;
	/* In place of plans: the lines of one, each with what it has besides all of this. */
	const struct options *lines;
	size_t n_lines; /* 0: all of this is the only line */
};

/* Reads argv with the flags of argp_parse(3): 0 lets --help print and exit, ARGP_SILENT does not.
 * Returns 0, or -EINVAL with the complaint. */
int options_parse(int argc, char **argv, unsigned flags, struct options *options,
	struct complaint *complaint);

/* Takes an option that argp(3) has found, but no operand. Returns false if the key is none of ours,
 * or there are too many of its kind. */
bool options_take(struct options *options, int key, const char *value);

/* Merges two sets: each value comes from `over` if it is given there, else from `under`. Blocks and
 * precision exclude each other: if `over` has one of them, `under` gives neither. */
struct options options_over(const struct options *over, const struct options *under);

/* The values of options that nobody gave. */
extern const struct options options_default;

#endif
