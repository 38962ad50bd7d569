#include <gsl/gsl_randist.h>

#include "schedule.h"

const char *const schedule_role_names[] = { "treatment", "baseline-a", "baseline-b" };

gsl_rng *schedule_rng(unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	if (rng)
		gsl_rng_set(rng, seed);
	return rng;
}

void schedule_pass(gsl_rng *rng, size_t *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cells[i] = i;
	gsl_ran_shuffle(rng, cells, n, sizeof *cells);
}

size_t schedule_block(gsl_rng *rng, struct slot *slots, size_t n_modes)
{
	slots[0] = (struct slot){ 0, BASELINE_A };
	slots[1] = (struct slot){ 0, BASELINE_B };
	for (size_t i = 0; i < n_modes; i++)
		slots[i + 2] = (struct slot){ i, TREATMENT };
	gsl_ran_shuffle(rng, slots, n_modes + 2, sizeof *slots);
	return n_modes + 2;
}
