/* The noise of simulated machines: the factor by which each run's time is off, one run after the
 * other. Each scenario is one of docs/method.md's. */
#ifndef TRACETAX_NOISE_H
#define TRACETAX_NOISE_H

#include <gsl/gsl_rng.h>

struct noise {
	gsl_rng *rng;
	double state; /* of the scenario */
	size_t run; /* runs so far */
	size_t length; /* runs over which a drift reaches its end */
};

struct scenario {
	const char *name;
	const char *summary;
	double (*next)(struct noise *noise); /* of the logarithm of a time */
};

extern const struct scenario scenarios[]; /* NULL-ended */

#endif
