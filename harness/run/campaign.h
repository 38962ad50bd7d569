/* A campaign: every cell of a plan, block by block, into one directory. */
#ifndef TRACETAX_CAMPAIGN_H
#define TRACETAX_CAMPAIGN_H

#include "counters.h"
#include "plan/plan.h"
#include "records/rows.h"

/* What the progress line shows; between runs. */
struct progress {
	uint64_t done, total; /* runs */
	uint64_t elapsed_ns, left_ns;
	const struct cell *cell;
	const char *mode;
};

struct campaign {
	const struct plan *plan;
	const struct counters *counters;
	const char *path; /* of the directory, which must not exist */
	const char *name; /* its last part */
	int interrupt; /* a signalfd: readable when the user wants to stop */
	uint64_t seed;
	void (*progress)(const struct progress *progress, void *context); /* may be NULL */
	void *context;

	/* out */
	int directory; /* of the result, open, or -1 */
	bool interrupted;
	uint64_t rows, failed;
	struct complaint complaint; /* where the answer is negative */
};

/* Makes the directory, writes machine.json, runs.csv and counters.csv. What was measured is kept
 * whatever happens. 0, or -errno with the complaint. */
int campaign_run(struct campaign *campaign);

#endif
