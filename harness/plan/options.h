/* The options of `tracetax run`, on the command line or in a plan: texts that are not judged
 * yet. */
#ifndef TRACETAX_OPTIONS_H
#define TRACETAX_OPTIONS_H

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
	OPTIONS,
	OPTION_WRAP = OPTIONS, /* the options that may be given several times */
	OPTION_FILTER
};

enum { PLANS_MAX = 32, WRAPS_MAX = 32, FILTERS_MAX = 32 };

struct options {
	const char *value[OPTIONS]; /* NULL: not given; they point into argv */
	const char *plans[PLANS_MAX];
	size_t n_plans;
	const char *wraps[WRAPS_MAX];
	size_t n_wraps;
	const char *filters[FILTERS_MAX];
	size_t n_filters;
};

/* Reads argv with the flags of argp_parse(3): 0 lets --help print and exit, ARGP_SILENT does not.
 * Returns 0, or -EINVAL with the complaint. */
int options_parse(int argc, char **argv, unsigned flags, struct options *options,
	struct complaint *complaint);

/* Merges two sets: each value comes from `over` if it is given there, else from `under`. Blocks and
 * precision exclude each other: if `over` has one of them, `under` gives neither. */
struct options options_over(const struct options *over, const struct options *under);

/* The values of options that nobody gave. */
extern const struct options options_default;

#endif
