/* What must hold between the modes of a cell on any machine. If it does not, the campaign was
 * disturbed, or a mode does not do what it should. */
#ifndef TRACETAX_EXPECTATIONS_H
#define TRACETAX_EXPECTATIONS_H

#include "dataset.h"
#include "estimators.h"

/* The upper mode does all that the lower one does, and more, so it cannot be faster. Without a
 * lower one, the kernel does not make the mode's calls, so it may be faster even than the
 * baseline. */
struct relation {
	const char *lower, *upper;
};

enum standing {
	STANDING_HOLDS,
	STANDING_OPEN, /* the blocks are too few for an interval */
	STANDING_BROKEN,
};

struct expectation {
	const struct group *lower, *upper; /* the same group twice: the A/A control */
	bool equal; /* they must cost the same; else the upper one at least as much */
	struct estimate ratio; /* upper against lower; all intervals hold together at 95 % */
	double detectable; /* smallest detectable effect, as a logarithm of the ratio */
	enum standing standing;
};

struct expectations {
	struct expectation *all;
	size_t n, broken, open;
};

/* Finds every expectation of a dataset. The baseline of each cell equals itself; no mode is faster
 * than its baseline, unless it skips the calls, nor than the lower mode of a relation; a workload
 * without calls costs the same in all modes. A difference breaks an expectation if it is certain
 * and larger than the smallest detectable one. If the two must be equal, it is broken if the
 * verdict at `margin` is that one is faster. Returns 0 or -ENOMEM. */
int expectations_of(const struct dataset *dataset, const struct relation *relations, size_t n,
	double margin, struct expectations *expectations);
void expectations_free(struct expectations *expectations);

/* Returns what was disturbed if an expectation is broken: "machine", "mode" (the upper one),
 * "baseline", or "either" of the two. */
const char *expectation_suspect(const struct expectation *expectation);

#endif
