/* Estimators over arrays of observations: pure functions, no I/O, no state. */
#ifndef TRACETAX_ESTIMATORS_H
#define TRACETAX_ESTIMATORS_H

#include <stdbool.h>
#include <stddef.h>

#include "records/estimate.h"

/* Differences, block by block in the order of time. Each block has `per` of them, which share a run
 * and so are not independent. A difference of two runs with the same noise is symmetric about its
 * true value, whatever that noise looks like. */
struct sample {
	const double *x;
	size_t blocks;
	size_t per;
};

/* Estimates the median of all differences, with an interval for each of n confidences (such as
 * 0.95) by the sign test, which assumes no normality (Conover 1999, section 3.2). The test counts
 * blocks: a block speaks against a value if most of its differences lie on one side of it, and is
 * silent if they are divided. For `per` = 1 this is the textbook's interval x_(k)..x_(n+1-k): 4 and
 * 13 of 16, 10 and 21 of 30. Neighbouring blocks are joined in pairs until they no longer correlate
 * (estimate_cluster). The clusters are few, each the median of many, and form two groups if the
 * machine has two states, between which a sign test cannot decide. So the interval of joined blocks
 * is that of the signed-rank test (Conover 1999, section 5.7), which weighs distances. Fewer than
 * six independent blocks have no interval at 0.95. Returns 0 or -ENOMEM. */
int estimate_median(const struct sample *sample, size_t n, const double *confidence,
	struct estimate *estimates);

/* Finds how many neighbouring blocks to join into one observation: the smallest power of two at
 * which the signs of neighbours (above, below, divided) no longer correlate, with a lag-1
 * autocorrelation of at most 2 / sqrt(n), which independent ones exceed in 2.5 % of cases
 * (Chatfield 2003, section 4.1). It looks at signs because dependent signs spoil a sign test, and
 * because an outlier cannot hide them. Returns 0 or -ENOMEM. */
int estimate_cluster(const struct sample *sample, size_t *blocks);

/* Returns the largest k, counted from 1, for which x_(k)..x_(n+1-k) covers the median with
 * `confidence`; 0 if n is too small. */
size_t estimate_sign_rank(size_t n, double confidence);

/* Returns the same for the n (n + 1) / 2 means of two values, or of one with itself: the centre of
 * a symmetric distribution lies between the k-th and the k-th from the end (signed-rank test, exact
 * up to n = 64, normal beyond). */
size_t estimate_signed_rank(size_t n, double confidence);

/* Returns exp of each member: turns log-ratios into ratios. */
struct estimate estimate_exp(struct estimate log);

/* Returns the median of independent values, which it sorts, with the interval of the sign test, or
 * with their range if they are too few for one. */
struct estimate estimate_range(double *x, size_t n, double confidence);

/* Returns a + times * b, two independent estimates: the distances to the ends of their intervals
 * add up as squares (JCGM 100:2008, section 5.1.2). An end is NaN where it is NaN in one of them.
 */
struct estimate estimate_plus(struct estimate a, double times, struct estimate b);

/* Returns half the interval relative to the value: 0.05 is +-5 %. Infinity if there is no
 * interval. */
double estimate_half_width(struct estimate ratio);

/* Returns the smallest shift that is found with 90 % power at 5 %, given an interval at 0.95 whose
 * ends lie 1.96 standard errors off: 3.24 standard errors. For n independent normal differences of
 * standard deviation sd that is 3.24 sd / sqrt(n), times 1.25 for the sign test: 4.06. The unit is
 * that of the estimate; NaN if there is no interval. */
double estimate_smallest_detectable(struct estimate at_95);

/* Tells whether a ratio's interval lies within 1 +- margin. */
bool estimate_is_within(struct estimate ratio, double margin);

/* Returns the verdict on a ratio's interval [lo, hi] at +-margin (0.05): "slower", "faster",
 * "equivalent" (all of it is within the margin), or "inconclusive"; "" if there is no interval. */
const char *estimate_verdict(struct estimate ratio, double margin);

/* Returns 1 - (1 - confidence) / k: the confidence that each of k intervals needs so that all hold
 * together with `confidence` (Bonferroni). k = 0 counts as 1. */
double estimate_joint(double confidence, size_t k);

/* Returns 1 - (1 - confidence) * n / k: the confidence that each of n intervals needs, which were
 * selected among k by what they show, so that a share of `confidence` of them holds on average
 * (Benjamini & Yekutieli 2005, JASA 100:71). k = 0 counts as n of n. */
double estimate_selected(double confidence, size_t n, size_t k);

#endif
