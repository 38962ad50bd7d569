/* Whole programs, timed by another clock than ours: what a user sees who runs them under `time`. */
#ifndef TRACETAX_PROGRAMS_H
#define TRACETAX_PROGRAMS_H

#include "estimators.h"
#include "records/rows.h"

/* The rows of whole-program.csv, in the order of time. */
struct programs {
	struct program_row *rows;
	size_t n;
	const char *baseline; /* the mode that others are compared with; NULL: there is none */
};

/* Accounts of one run: wall clock, user mode, user mode and kernel. */
enum program_account { PROGRAM_WALL, PROGRAM_USER, PROGRAM_CPU, PROGRAM_ACCOUNTS };

/* The program under one mode at one placement. */
struct program_summary {
	size_t blocks;
	int64_t calls; /* calls of one run, in the first block */
	struct estimate start_ns; /* wall time of a run that makes no calls */
	struct estimate ns[PROGRAM_ACCOUNTS]; /* per call */
	struct estimate ratio[PROGRAM_ACCOUNTS]; /* to the baseline at that placement */
	size_t paired; /* blocks that have a run of the baseline as well */
	size_t unseen[PROGRAM_ACCOUNTS]; /* blocks in which only one of the two took time */
};

/* Estimates medians over blocks, with intervals at `confidence`. A ratio is of times per call
 * within a block. If only one of the two took time in a block, its ratio lies beyond all others; an
 * interval that reaches it is no interval. If a block has several runs, the first counts. NaN if
 * there are none. Returns 0 or -ENOMEM. */
int programs_summary(const struct programs *programs, const char *mode, const char *placement,
	double confidence, struct program_summary *summary);

/* Fills in the time per call of each run that has calls, in the order of time; NaN where it was not
 * measured. There must be room for all rows. Returns how many there are. */
size_t programs_times(const struct programs *programs, const char *mode, const char *placement,
	enum program_account account, double *times);

void programs_free(struct programs *programs);

#endif
