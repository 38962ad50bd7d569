/* One line of a plan, or the command line. All its names are known, and they fit together. */
#ifndef TRACETAX_LINE_H
#define TRACETAX_LINE_H

#include "modes/mode.h"
#include "options.h"
#include "plan.h"
#include "workload.h"

enum { LINE_MAX_NAMES = 512 /* more than there are names of any kind */, LINE_MAX_SIZES = 64 };

struct line {
	const struct workload *workloads[LINE_MAX_NAMES];
	const char *placements[LINE_MAX_NAMES];
	const struct mode *modes[LINE_MAX_NAMES];
	bool all_modes; /* "all" was given, not names */
	uint64_t sizes[LINE_MAX_SIZES]; /* for the workloads that take a size; without any, each has
					   a size of its own */
	size_t n_workloads, n_placements, n_modes, n_sizes;
	uint64_t ops, blocks; /* 0: not given */
	uint64_t warm_ups;
	double window_ms; /* 0: a pilot chooses */
	struct setting setting;
};

/* Reads the options of a line, which must name workloads, modes and placements. `placements` are
 * all that exist, NULL-ended. Returns 0, or -EINVAL with the complaint. */
int line_parse(const struct options *options, const char *const *placements, struct line *line,
	struct complaint *complaint);

/* Tells whether the mode can watch the workload at all. */
bool line_suits(const struct mode *mode, const struct workload *workload);

#endif
