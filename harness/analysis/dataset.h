/* The observations of campaigns by cell and mode: the input of all analysis. */
#ifndef TRACETAX_DATASET_H
#define TRACETAX_DATASET_H

#include <stdbool.h>

#include "records/rows.h"

/* The CPU times that are kept of a run, per op: few, as runs are many. */
enum cpu_figure { TRACEE_USER, TRACEE_CPU, TRACER_USER, TRACER_CPU, CPU_FIGURES };

/* One successful run. Times are in ns per op; NaN if not measured. */
struct observation {
	double wall;
	float ops;
	float attach; /* ns, once */
	float exec; /* ns, from exec to main */
	float cpu[CPU_FIGURES];
	int32_t block;
	int16_t position; /* in its block */
	bool first, second; /* baseline-a, baseline-b */
	bool flagged;
};

/* Sums over the runs of a group; NaN if one of them lacks the figure. */
struct totals {
	double ops, calls, stops, switches; /* switches: both sides', scaled to all ops */
	double least_ops;
	double signals, new_tasks, execs;
	double cpu_ns[2]; /* tracee, tracer */
};

/* One mode in one cell. */
struct group {
	KEYED(key);
	bool baseline;
	struct observation *all; /* sorted by block and position after dataset_sort */
	size_t n;
	size_t flagged;
	struct totals totals;
};

/* Runs that gave no observation, and why; one entry per cell, mode and reason. */
struct gap {
	KEYED(key);
	char status[8]; /* "skip" or "fail" */
	char reason[288];
	size_t n;
};

/* The number of runs that bear a flag. */
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
	size_t last; /* group of the last row: the search for the next one begins there */
};

/* Adds one row of runs.csv, which runs_table must have found possible. Returns 0 or -ENOMEM. */
int dataset_add(struct dataset *dataset, const struct run_row *row);
/* Sorts the observations of each group by block and position. Call it before any analysis. */
void dataset_sort(struct dataset *dataset);
void dataset_free(struct dataset *dataset);

/* Tells whether the workload makes no calls: then no mode may make a difference. */
bool group_is_without_calls(const struct group *group);

/* Returns the group with this key; NULL if there is none. */
const struct group *dataset_group(const struct dataset *dataset, struct key key);
/* Returns the baseline of the group's cell; NULL if it was not measured. */
const struct group *dataset_baseline(const struct dataset *dataset, const struct group *group);

/* The observations of one block. */
struct block {
	const struct observation *runs;
	size_t n;
};
struct block group_block(const struct group *group, int64_t block);

/* Finds the two baseline runs to which a run at `position` of their block is compared: the nearest
 * on either side, or the two nearest if one side has none. Returns false if there are fewer than
 * two. */
bool block_pair(struct block baseline, int position, const struct observation *pair[2]);

#endif
