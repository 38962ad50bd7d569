/* The observations of campaigns, by cell and mode: what all analysis works on. */
#ifndef TRACETAX_DATASET_H
#define TRACETAX_DATASET_H

#include <stdbool.h>

#include "records/rows.h"

/* What of the CPU times of a run is kept, per op: the runs are many. */
enum cpu_figure { TRACEE_USER, TRACEE_CPU, TRACER_USER, TRACER_CPU, CPU_FIGURES };

/* One run that went well. Times in ns per op; NaN where not measured. */
struct observation {
	double wall;
	float ops;
	float attach; /* ns, once */
	float cpu[CPU_FIGURES];
	int32_t block;
	int16_t position; /* in its block */
	bool first, second; /* baseline-a, baseline-b */
	bool flagged;
};

/* Sums over the runs of a group; NaN where one of them did not measure it. */
struct totals {
	double ops, calls, stops, switches; /* switches: of both sides, scaled to all ops */
	double least_ops;
	double cpu_ns[2]; /* tracee, tracer */
};

/* One mode in one cell. */
struct group {
	KEYED(key);
	bool baseline;
	struct observation *all; /* by block and position, once dataset_sort has run */
	size_t n;
	size_t flagged;
	struct totals totals;
};

/* Runs that gave no observation, and why; once per cell, mode and reason. */
struct gap {
	KEYED(key);
	char status[8]; /* "skip" or "fail" */
	char reason[288];
	size_t n;
};

/* How many runs bear one flag. */
struct cause {
	char flag[24];
	size_t n;
};
enum { CAUSES_MAX = 16 };

struct dataset {
	struct group *groups; /* in the order of first appearance */
	size_t n_groups;
	struct gap *gaps;
	size_t n_gaps;
	struct cause causes[CAUSES_MAX];
	size_t n_causes;
	size_t last; /* the group of the last row: where the search for the next begins */
};

/* Adds one row of runs.csv, which must be possible: runs_table has what that means. 0 or -ENOMEM.
 */
int dataset_add(struct dataset *dataset, const struct run_row *row);
/* Sorts the observations of each group by block and position; before any analysis. */
void dataset_sort(struct dataset *dataset);
void dataset_free(struct dataset *dataset);

/* Then no mode may make a difference. */
bool group_is_without_calls(const struct group *group);

/* NULL where there is none. */
const struct group *dataset_group(const struct dataset *dataset, struct key key);
/* The baseline of the cell that `group` belongs to; NULL where it was not measured. */
const struct group *dataset_baseline(const struct dataset *dataset, const struct group *group);

/* The observations of one block. */
struct block {
	const struct observation *runs;
	size_t n;
};
struct block group_block(const struct group *group, int64_t block);

/* The two runs of a baseline that a run at `position` of their block is compared with: the nearest
 * on either side, or the two nearest where one side has none. False where there are not two. */
bool block_pair(struct block baseline, int position, const struct observation *pair[2]);

#endif
