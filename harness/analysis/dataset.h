/* The observations of campaigns, by cell and mode: what all analysis works on. */
#ifndef TRACETAX_DATASET_H
#define TRACETAX_DATASET_H

#include <stdbool.h>

#include "records/rows.h"

/* One run that went well. Times in ns; NaN where not measured. */
struct observation {
	int64_t block;
	double ops, calls, stops, wall;
	double user[2], system[2]; /* by side: tracee, tracer */
	double switches; /* per op, both sides together */
	bool second; /* baseline-b */
	bool flagged;
};

/* One mode in one cell. */
struct group {
	char workload[32];
	int64_t size; /* bytes, or ABSENT */
	char placement[16];
	char mode[40];
	bool baseline;
	struct observation *all; /* by block, once dataset_sort has run */
	size_t n;
};

/* Runs that gave no observation, and why; once per cell, mode and reason. */
struct gap {
	char workload[32];
	int64_t size;
	char placement[16];
	char mode[40];
	char status[8]; /* "skip" or "fail" */
	char reason[288];
	size_t n;
};

struct dataset {
	struct group *groups; /* in the order of first appearance */
	size_t n_groups;
	struct gap *gaps;
	size_t n_gaps;
	size_t last; /* the group of the last row: rows of a mode come together or nearly so */
};

/* Adds one row of runs.csv. 0 or -ENOMEM. */
int dataset_add(struct dataset *dataset, const struct run_row *row);
/* Sorts the observations of each group by block; before any analysis. */
void dataset_sort(struct dataset *dataset);
void dataset_free(struct dataset *dataset);

/* NULL where there is none. */
const struct group *dataset_group(const struct dataset *dataset, const char *workload, int64_t size,
	const char *placement, const char *mode);
/* The baseline of the cell that `group` belongs to; NULL where it was not measured. */
const struct group *dataset_baseline(const struct dataset *dataset, const struct group *group);

/* The two baseline runs of a block; false where either is missing. */
bool group_pair(const struct group *baseline, int64_t block, const struct observation **a,
	const struct observation **b);
/* The one observation of a block, or NULL. */
const struct observation *group_at(const struct group *group, int64_t block);

#endif
