/* One line of a plan, or the command line: what it names is known, and fits together. */
#ifndef TRACETAX_LINE_H
#define TRACETAX_LINE_H

#include "modes/mode.h"
#include "options.h"
#include "workload.h"

enum { LINE_MAX_NAMES = 128 /* more than there are of any kind */, LINE_MAX_SIZES = 64 };

struct line {
	const struct workload *workloads[LINE_MAX_NAMES];
	const char *placements[LINE_MAX_NAMES];
	const struct mode *modes[LINE_MAX_NAMES];
	bool all_modes; /* not named one by one */
	uint64_t sizes[LINE_MAX_SIZES]; /* of the workloads that take one; none: each has its own */
	size_t n_workloads, n_placements, n_modes, n_sizes;
	uint64_t ops, blocks; /* 0: not given */
	double window_ms; /* 0: a pilot chooses */
};

/* Reads the options of a line, of which workload, mode and placement are given; `placements` are
 * all there are, NULL-ended. 0, or -EINVAL with a complaint. */
int line_parse(const struct options *options, const char *const *placements, struct line *line,
	struct complaint *complaint);

/* Whether the mode can watch the workload at all. */
bool line_suits(const struct mode *mode, const struct workload *workload);

#endif
