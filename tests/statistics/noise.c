#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>

#include "noise.h"

static double normal(struct noise *noise, double sd)
{
	return gsl_ran_gaussian_ziggurat(noise->rng, sd);
}

static double lognormal(struct noise *noise)
{
	return normal(noise, 0.03);
}

/* One run in ten takes longer, by a heavy tail without a variance. */
static double pareto_outliers(struct noise *noise)
{
	bool outlier = gsl_rng_uniform(noise->rng) < 0.1;
	return normal(noise, 0.02) + (outlier ? log(1 + gsl_ran_pareto(noise->rng, 1.5, 0.05)) : 0);
}

static double linear_drift(struct noise *noise)
{
	return normal(noise, 0.03) + 0.2 * (double)noise->run / (double)noise->length;
}

static double random_walk(struct noise *noise)
{
	noise->state += normal(noise, 0.01);
	return normal(noise, 0.03) + noise->state;
}

/* AR(1): each run remembers four fifths of the last one's error. */
static double autoregressive(struct noise *noise)
{
	static const double rho = 0.8, sd = 0.05;
	noise->state = noise->run ? rho * noise->state + normal(noise, sd * sqrt(1 - rho * rho))
				  : normal(noise, sd);
	return noise->state;
}

/* Two clock rates, 25 % apart, each kept for fifty runs or so. */
static double two_frequencies(struct noise *noise)
{
	if (gsl_rng_uniform(noise->rng) < (noise->run ? 0.02 : 0.5))
		noise->state = log(1.25) - noise->state;
	return normal(noise, 0.03) + noise->state;
}

/* Now and then a neighbour takes the CPU for some runs: up to half of it. */
static double steal_bursts(struct noise *noise)
{
	if (gsl_rng_uniform(noise->rng) < (noise->state > 0 ? 0.2 : 0.01))
		noise->state = noise->state > 0 ? 0 : 1;
	return normal(noise, 0.03) + noise->state * log(1 + gsl_rng_uniform(noise->rng));
}

const struct scenario scenarios[] = {
	{ "lognormal", "independent errors of 3 %", lognormal },
	{ "outliers", "one run in ten longer, Pareto tail", pareto_outliers },
	{ "drift", "20 % slower from beginning to end", linear_drift },
	{ "random-walk", "steps of 1 %, and 3 %", random_walk },
	{ "ar1", "AR(1) 0.8 of 5 %", autoregressive },
	{ "two-frequencies", "two clock rates, 25 % apart", two_frequencies },
	{ "steal", "bursts of steal", steal_bursts },
	{ NULL, NULL, NULL },
};
