/* Estimators over arrays of observations: pure functions, no I/O, no state. */
#ifndef TRACETAX_ESTIMATORS_H
#define TRACETAX_ESTIMATORS_H

#include <stddef.h>

#include "records/estimate.h"

/* Differences, block by block in the order of time: `per` of each block, which share a run and so
 * are no independent observations. Each is symmetric about what is estimated, whatever the shape
 * of the noise, for the difference of two runs of like noise is. */
struct sample {
	const double *x;
	size_t blocks;
	size_t per;
};

/* The median of all differences, and for each of n confidences (0.95) its interval by the sign
 * test, which assumes no normality (Conover 1999, section 3.2). The unit that counts is the block:
 * it speaks against a value where most of its differences lie on one side of it, and is silent
 * where they are divided, so that of `per` = 1 it is the textbook's interval x_(k)..x_(n+1-k), 4
 * and 13 of 16, 10 and 21 of 30. Neighbours are joined, by pairs, until they no longer correlate
 * (estimate_cluster). What is left then are few, each the median of many, and in two heaps where
 * the machine has two states: between these a sign test sees nothing. So the interval of joined
 * blocks is that of the signed-rank test (Conover 1999, section 5.7), which weighs how far off they
 * lie. Below six independent blocks there is no interval at 0.95. 0 or -ENOMEM. */
int estimate_median(const struct sample *sample, size_t n, const double *confidence,
	struct estimate *estimates);

/* How many neighbouring blocks are joined into one observation: the smallest power of two at which
 * the signs of neighbours (above, below, divided) no longer correlate: lag-1 autocorrelation at
 * most 2 / sqrt(n), which independent ones exceed in 2.5 % (Chatfield 2003, section 4.1). Of the
 * signs, for it is their dependence that spoils a sign test, and an outlier cannot hide it. 0 or
 * -ENOMEM. */
int estimate_cluster(const struct sample *sample, size_t *blocks);

/* The largest k, counted from 1, for which x_(k)..x_(n+1-k) covers the median with `confidence`; 0
 * where n is too small. */
size_t estimate_sign_rank(size_t n, double confidence);

/* The same of the n (n + 1) / 2 means of two values, or of one with itself: between the k-th and
 * the k-th from the end of them lies the middle of a symmetric distribution (signed-rank test,
 * exact to n = 64, normal beyond). */
size_t estimate_signed_rank(size_t n, double confidence);

/* exp of each member: from log-ratios to ratios. */
struct estimate estimate_exp(struct estimate log);

/* Half the interval, relative to the value: 0.05 is +-5 %. Infinite where there is no interval. */
double estimate_half_width(struct estimate ratio);

/* The smallest shift that would be found with 90 % power at 5 %, from an interval at 0.95 whose
 * ends lie 1.96 standard errors off: 3.24 of them. For n independent normal differences of
 * deviation sd that is 4.06 sd / sqrt(n). In the unit of the estimate; NaN where there is no
 * interval. */
double estimate_smallest_detectable(struct estimate at_95);

/* What an interval [lo, hi] of a ratio says at +-margin (0.05): "slower", "faster", "equivalent"
 * (all of it within), else "inconclusive"; "" where there is no interval. */
const char *estimate_verdict(struct estimate ratio, double margin);

/* 1 - (1 - confidence) / k: with which each of k intervals holds, so that all do together with
 * `confidence` (Bonferroni). k = 0 counts as 1. */
double estimate_joint(double confidence, size_t k);

#endif
