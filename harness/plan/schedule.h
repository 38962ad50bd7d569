/* The order of all runs. It depends on the seed alone. */
#ifndef TRACETAX_SCHEDULE_H
#define TRACETAX_SCHEDULE_H

#include <gsl/gsl_rng.h>
#include <stddef.h>

enum role { TREATMENT, BASELINE_A, BASELINE_B, BASELINE_BETWEEN, ROLES };

/* One run of a block. */
struct slot {
	size_t mode; /* index among the modes of the cell; 0 for a baseline */
	enum role role;
};

extern const char
	*const schedule_role_names[]; /* names of the roles, by enum role, as in runs.csv */

enum {
	SCHEDULE_MODES_MAX = 64,
	SCHEDULE_REACH = 3, /* largest distance in runs of a treatment and its nearest baseline, in
			       a long block */
	SCHEDULE_SLOTS_MAX = 2 * (SCHEDULE_MODES_MAX + 2),
};

/* Returns a generator (MT19937) for this seed; NULL if memory is short. */
gsl_rng *schedule_rng(unsigned long seed);

/* Fills the order of cells in one pass: a shuffled 0..n-1. */
void schedule_pass(gsl_rng *rng, size_t *cells, size_t n);

/* Returns the number of blocks in a whole square of n_modes modes and two baselines: the number of
 * labels, or twice that if it is odd. */
size_t schedule_square(size_t n_modes);

/* The blocks of one cell in their order: rows of Williams squares (Williams 1949). In a square each
 * label stands equally often at each position and follows each other label equally often. Labels
 * and rows are shuffled for each square. */
struct sequence {
	gsl_rng *rng;
	size_t n_modes, next; /* next: the row to come */
	struct slot labels[SCHEDULE_MODES_MAX + 2];
	size_t rows[2 * (SCHEDULE_MODES_MAX + 2)];
};

/* Returns 0 or -ENOMEM. */
int sequence_new(struct sequence *sequence, unsigned long seed, size_t n_modes);
void sequence_free(struct sequence *sequence);

/* Fills the next block: every mode once, the baseline twice. With more than six modes, more
 * baselines stand between, so that each treatment lies within SCHEDULE_REACH runs of one. Returns
 * the number of slots, at most SCHEDULE_SLOTS_MAX. */
size_t sequence_block(struct sequence *sequence, struct slot *slots);

#endif
