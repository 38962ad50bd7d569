/* The order of everything: from a seed, and from nothing else. */
#ifndef TRACETAX_SCHEDULE_H
#define TRACETAX_SCHEDULE_H

#include <gsl/gsl_rng.h>
#include <stddef.h>

enum role { TREATMENT, BASELINE_A, BASELINE_B, BASELINE_BETWEEN, ROLES };

/* One run of a block. */
struct slot {
	size_t mode; /* index into the modes of the cell; 0 for a baseline */
	enum role role;
};

extern const char *const schedule_role_names[]; /* by enum role, as in runs.csv */

enum {
	SCHEDULE_MODES_MAX = 64,
	SCHEDULE_REACH = 3, /* runs between a treatment and its nearest baseline, in a long block */
	SCHEDULE_SLOTS_MAX = 2 * (SCHEDULE_MODES_MAX + 2),
};

/* A generator for this seed (MT19937). NULL when there is no memory. */
gsl_rng *schedule_rng(unsigned long seed);

/* The cells of one pass: a shuffled 0..n-1. */
void schedule_pass(gsl_rng *rng, size_t *cells, size_t n);

/* How many blocks make a whole square of n_modes modes and two baselines: as many as there are
 * labels, or twice as many where their number is odd. */
size_t schedule_square(size_t n_modes);

/* The blocks of one cell, one after the other: the rows of Williams squares (Williams 1949). In a
 * square each label stands equally often at each position, and follows every other equally often.
 * Labels and rows are shuffled anew for each square. */
struct sequence {
	gsl_rng *rng;
	size_t n_modes, next; /* the row to come */
	struct slot labels[SCHEDULE_MODES_MAX + 2];
	size_t rows[2 * (SCHEDULE_MODES_MAX + 2)];
};

/* 0 or -ENOMEM. */
int sequence_new(struct sequence *sequence, unsigned long seed, size_t n_modes);
void sequence_free(struct sequence *sequence);

/* The next block: every mode once, the baseline twice. With more than six modes further baselines
 * stand between, so that no treatment lies more than SCHEDULE_REACH runs from one. Returns how many
 * slots, at most SCHEDULE_SLOTS_MAX. */
size_t sequence_block(struct sequence *sequence, struct slot *slots);

#endif
