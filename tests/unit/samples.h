/* Samples drawn at random, the same in every run, and their estimates. */
#ifndef TRACETAX_UNIT_SAMPLES_H
#define TRACETAX_UNIT_SAMPLES_H

#include <check.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdbool.h>

#include "analysis/estimators.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static const double CLOSE = 1e-9;
static const double MARGIN = 0.05;

enum { BLOCKS_MAX = 10000, PER_MAX = 3 };

static gsl_rng *rng;
static double data[BLOCKS_MAX * PER_MAX];

static inline void seed(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	ck_assert_ptr_nonnull(rng);
	gsl_rng_set(rng, 4711);
}

static inline void unseed(void)
{
	gsl_rng_free(rng);
}

static inline struct estimate estimate(const struct sample *sample, double confidence)
{
	struct estimate e;
	ck_assert_int_eq(estimate_median(sample, 1, &confidence, &e), 0);
	return e;
}

static inline size_t cluster(const struct sample *sample)
{
	size_t blocks = 0;
	ck_assert_int_eq(estimate_cluster(sample, &blocks), 0);
	return blocks;
}

static inline void ck_no_interval(struct estimate e)
{
	ck_assert_double_nan(e.lo);
	ck_assert_double_nan(e.hi);
	ck_assert_double_infinite(estimate_half_width(e));
	ck_assert_str_eq(estimate_verdict(e, MARGIN), "");
}

/* Blocks that share a run have a part in common; rounded, there are ties. */
static inline void draw(size_t blocks, size_t per, bool rounded)
{
	for (size_t i = 0; i < blocks; i++) {
		double common = gsl_ran_gaussian(rng, 1);
		for (size_t j = 0; j < per; j++) {
			double x = common + gsl_ran_gaussian(rng, 1);
			data[i * per + j] = rounded ? rint(x) : x;
		}
	}
}

/* Joined blocks: the means of two, all of them, in order. */
static inline void ck_reference_of_joined(
	const struct estimate *e, const double *lo, const double *hi, size_t n, double confidence)
{
	static double means[64 * 65 / 2];
	size_t count = 0, k = estimate_signed_rank(n, confidence);
	for (size_t i = 0; i < n; i++)
		for (size_t j = i; j < n; j++)
			means[count++] = (lo[i] + hi[i]) / 4 + (lo[j] + hi[j]) / 4;
	gsl_sort(means, 1, count);
	ck_assert_uint_ge(k, 1);
	ck_assert_double_eq_tol(e->lo, fmin(means[k - 1], e->value), 1e-12);
	ck_assert_double_eq_tol(e->hi, fmax(means[count - k], e->value), 1e-12);
}

/* 1 - margin and 1 + margin belong to "equivalent"; 1 itself is no difference. */
static const struct {
	double lo, hi;
	const char *verdict;
} verdicts[] = {
	{ 1.20, 1.30, "slower" },
	{ 1.01, 1.08, "slower" },
	{ 1.00, 1.08, "inconclusive" },
	{ 0.70, 0.80, "faster" },
	{ 0.92, 0.99, "faster" },
	{ 0.92, 1.00, "inconclusive" },
	{ 0.99, 1.02, "equivalent" },
	{ 1.01, 1.04, "equivalent" },
	{ 0.96, 0.99, "equivalent" },
	{ 1 - 0.05, 1 + 0.05, "equivalent" },
	{ 0.949, 1.05, "inconclusive" },
	{ 0.95, 1.051, "inconclusive" },
	{ 0.80, 1.30, "inconclusive" },
};

#endif
