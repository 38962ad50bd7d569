/* Estimators over arrays of observations: pure functions, no I/O, no state. */
#ifndef TRACETAX_ESTIMATORS_H
#define TRACETAX_ESTIMATORS_H

#include <stddef.h>

struct estimate {
	double value; /* the median; NaN for n = 0 */
	double lo; /* of the interval; NaN where n is too small for one */
	double hi;
};

/* The median with the confidence interval of the sign test: order statistics, no normality assumed
 * (Conover 1999, section 3.2). The interval x_(k)..x_(n+1-k) has the largest k whose coverage is at
 * least `confidence` (0.95): 4 of 16, 7 of 24, 10 of 30, 22 of 60. Below six values there is none
 * at 0.95. Sorts x in place. */
struct estimate estimate_median(double *x, size_t n, double confidence);

/* The k of that interval, counted from 1; 0 where n is too small. */
size_t estimate_sign_rank(size_t n, double confidence);

/* exp of each member: from log-ratios to ratios. */
struct estimate estimate_exp(struct estimate log);

/* The smallest shift that n paired differences of this spread would show with 90 % power at 5 %:
 * 4.06 sd / sqrt(n), the sign test's efficiency included. In the unit of x; NaN for n < 2. */
double estimate_smallest_detectable(const double *x, size_t n);

/* What an interval [lo, hi] of a ratio says at +-margin (0.05): "slower", "faster", "equivalent"
 * (all of it within), else "inconclusive"; "" where there is no interval. */
const char *estimate_verdict(struct estimate ratio, double margin);

#endif
