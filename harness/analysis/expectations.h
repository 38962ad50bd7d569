/* What must hold between the modes of a cell, whatever the machine: where it does not, the campaign
 * was disturbed, or a mode does not do what it is thought to do. */
#ifndef TRACETAX_EXPECTATIONS_H
#define TRACETAX_EXPECTATIONS_H

#include "dataset.h"
#include "estimators.h"

/* The upper mode does all that the lower one does, and more: it cannot be faster. Without a lower
 * one: the kernel does not make its calls, so that it may be faster even than the baseline. */
struct relation {
	const char *lower, *upper;
};

enum standing {
	STANDING_HOLDS,
	STANDING_OPEN, /* too few blocks for an interval */
	STANDING_BROKEN,
};

struct expectation {
	const struct group *lower, *upper; /* the same group twice: the A/A control */
	bool equal; /* they must cost the same, else the upper at least as much as the lower */
	struct estimate ratio; /* time of the upper against the lower; all hold together at 95 % */
	double detectable; /* smallest detectable effect, of the logarithm of the ratio */
	enum standing standing;
};

struct expectations {
	struct expectation *all;
	size_t n, broken, open;
};

/* Every expectation of a dataset: the baseline of each cell equals itself; no mode is faster than
 * its baseline, unless it skips the calls, nor than the lower mode of a relation; a workload
 * without calls costs the same in all modes. A difference breaks one if it is certain and larger
 * than what can be detected; of two that must be equal, if the verdict at `margin` is that one is
 * faster. 0 or -ENOMEM. */
int expectations_of(const struct dataset *dataset, const struct relation *relations, size_t n,
	double margin, struct expectations *expectations);
void expectations_free(struct expectations *expectations);

/* Returns what was disturbed where an expectation is broken: "machine", "mode" (the upper one),
 * "baseline", or "either" of the two. */
const char *expectation_suspect(const struct expectation *expectation);

#endif
