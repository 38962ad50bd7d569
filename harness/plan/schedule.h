/* The order of everything: from a seed, and from nothing else. */
#ifndef TRACETAX_SCHEDULE_H
#define TRACETAX_SCHEDULE_H

#include <gsl/gsl_rng.h>
#include <stddef.h>

enum role { TREATMENT, BASELINE_A, BASELINE_B };

/* One run of a block. */
struct slot {
	size_t mode; /* index into the modes of the cell; 0 for a baseline */
	enum role role;
};

extern const char *const schedule_role_names[]; /* by enum role, as in runs.csv */

/* A generator for this seed (MT19937). NULL when there is no memory. */
gsl_rng *schedule_rng(unsigned long seed);

/* The cells of one pass: a shuffled 0..n-1. */
void schedule_pass(gsl_rng *rng, size_t *cells, size_t n);

/* A block of n_modes + 2 slots, shuffled: every mode once, the baseline twice. Returns how many. */
size_t schedule_block(gsl_rng *rng, struct slot *slots, size_t n_modes);

#endif
