/* A campaign: every cell of a plan, block by block, into one directory. */
#ifndef TRACETAX_CAMPAIGN_H
#define TRACETAX_CAMPAIGN_H

#include "counters.h"
#include "plan/plan.h"
#include "records/rows.h"

/* The modes are tried, then windows chosen, then cells measured. */
enum stage { STAGE_TRIAL, STAGE_PILOT, STAGE_MEASUREMENT };

/* What the progress line shows; between runs. */
struct progress {
	enum stage stage;
	uint64_t done, total; /* runs measured; total 0 where precision decides */
	uint64_t elapsed_ns, left_ns; /* left: at most, where there is a limit */
	double widest, precision; /* half of the widest interval so far, and the one wanted */
	const char *workload, *placement, *mode; /* what is next */
};

/* Who keeps what was measured, and can say how precise it is. */
struct keeper {
	/* Takes a row as it is written. 0 or -errno. */
	int (*keep)(const struct run_row *row, void *context);
	/* Half the interval of a mode in a cell, relative to its value; infinite where it has
	 * none. Of the baseline: of its second run against its first. */
	double (*half_width)(const struct cell *cell, const struct mode *mode, void *context);
	void (*progress)(const struct progress *progress, void *context); /* may be NULL */
	void *context;
};

struct campaign {
	const struct plan *plan;
	const struct counters *counters;
	const char *path; /* of the directory, which must not exist */
	char *made_up; /* the path, where nobody named it: a number is added that makes it free */
	const char *name; /* its last part */
	int interrupt; /* a signalfd: readable when the user wants to stop */
	uint64_t seed;
	struct keeper keeper;

	/* out */
	int directory; /* of the result, open, or -1 */
	bool interrupted;
	uint64_t rows, failed;
	double precision; /* that decided, where the plan left it open */
	size_t wide; /* cells that time ended before they were so precise */
	struct complaint complaint; /* where the answer is negative */
};

/* Makes the directory, writes machine.json, runs.csv, counters.csv and, where a pilot chose
 * windows, windows.csv. What was measured is kept whatever happens. 0, or -errno with the
 * complaint. */
int campaign_run(struct campaign *campaign);

#endif
