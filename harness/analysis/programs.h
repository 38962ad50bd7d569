/* Whole programs, timed by a clock that is not ours: what one sees who puts `time` in front. */
#ifndef TRACETAX_PROGRAMS_H
#define TRACETAX_PROGRAMS_H

#include "estimators.h"
#include "records/rows.h"

/* The rows of whole-program.csv, in the order of time. */
struct programs {
	struct program_row *rows;
	size_t n;
};

/* Accounts of one run: by the clock on the wall, in user mode, in user mode and kernel. */
enum program_account { PROGRAM_WALL, PROGRAM_USER, PROGRAM_CPU, PROGRAM_ACCOUNTS };

/* The program under one mode at one placement. */
struct program_summary {
	size_t blocks;
	int64_t calls; /* of one run; of the first block */
	struct estimate start_ns; /* of a run that makes no calls, by the clock on the wall */
	struct estimate ns[PROGRAM_ACCOUNTS]; /* per call */
	struct estimate ratio[PROGRAM_ACCOUNTS]; /* to untraced at that placement */
	size_t paired; /* blocks that have it untraced as well */
	size_t unseen[PROGRAM_ACCOUNTS]; /* blocks in which only one of the two took time */
};

/* Medians over blocks, and their intervals at `confidence`. A ratio is that of times per call
 * within a block. A block in which only one of the two took no time lies beyond all others, and an
 * interval that reaches it is none. Several runs in a block count as the first of them. NaN where
 * there are none. 0 or -ENOMEM. */
int programs_summary(const struct programs *programs, const char *mode, const char *placement,
	double confidence, struct program_summary *summary);

void programs_free(struct programs *programs);

#endif
