/* Medians and their intervals, against tables and against their definition computed anew. */
#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/estimators.h"
#include "run.h"
#include "samples.h"

/* The ranks that METHOD prints, the least n that has one, and n where x_1..x_n is all there is. */
static const struct {
	size_t n, k;
} ranks[] = { { 6, 1 }, { 8, 1 }, { 9, 2 }, { 16, 4 }, { 24, 7 }, { 30, 10 }, { 60, 22 } };

START_TEST(sign_rank)
{
	ck_assert_uint_eq(estimate_sign_rank(ranks[_i].n, 0.95), ranks[_i].k);
}
END_TEST

START_TEST(sign_rank_of_too_few)
{
	ck_assert_uint_eq(estimate_sign_rank((size_t)_i, 0.95), 0);
}
END_TEST

START_TEST(sign_rank_follows_confidence)
{
	/* 1 - 2 P(X < k) of 16: k = 3 99.58 %, 4 97.87 %, 5 92.32 % */
	ck_assert_uint_eq(estimate_sign_rank(16, 0.99), 3);
	ck_assert_uint_eq(estimate_sign_rank(16, 0.90), 5);
	ck_assert_uint_eq(estimate_sign_rank(5, 0.90), 1); /* 93.75 % */
	ck_assert_uint_eq(estimate_sign_rank(16, 1), 0);
	ck_assert_uint_eq(estimate_sign_rank(16, (double)NAN), 0);
}
END_TEST

/* The largest k of which less than the rest lies outside, found one by one. */
START_TEST(sign_rank_by_brute_force)
{
	static const double at[] = { 0.3, 0.5, 0.9, 0.95, 0.99, 0.9999 };
	double confidence = at[_i];
	for (unsigned n = 0; n <= 300; n++) {
		unsigned k = 0;
		while (k < n / 2 && 1 - 2 * gsl_cdf_binomial_P(k, 0.5, n) >= confidence)
			k++;
		ck_assert_uint_eq(estimate_sign_rank(n, confidence), k);
	}
}
END_TEST

START_TEST(sign_rank_of_many)
{
	/* n/2 - 1.96 sqrt(n)/2, the normal approximation: 5000 - 98 */
	size_t k = estimate_sign_rank(10000, 0.95);
	ck_assert_uint_ge(k, 4901);
	ck_assert_uint_le(k, 4903);
}
END_TEST

static struct estimate median(const double *x, size_t n, double confidence)
{
	return estimate(&(struct sample){ x, n, 1 }, confidence);
}

START_TEST(median_of_odd)
{
	double x[] = { 9, 1, 5 };
	ck_assert_double_eq(median(x, 3, 0.95).value, 5);
	ck_assert_double_eq(x[0], 9); /* untouched */
	ck_assert_double_eq(x[2], 5);
}
END_TEST

START_TEST(median_of_even)
{
	double x[] = { 9, 1, 6, 5 };
	ck_assert_double_eq(median(x, 4, 0.95).value, 5.5);
}
END_TEST

/* Blocks of two differences each: the median is that of all, not of the blocks' means. */
START_TEST(median_of_pairs)
{
	double x[] = { 1, 2, 3, 100, 5, 200 };
	ck_assert_double_eq(estimate(&(struct sample){ x, 3, 2 }, 0.95).value, 4);
}
END_TEST

START_TEST(nothing_of_no_block)
{
	struct sample none = { data, 0, (size_t)_i };
	struct estimate e = estimate(&none, 0.95);
	ck_assert_double_nan(e.value);
	ck_no_interval(e);
	ck_assert_uint_eq(cluster(&none), 1);
	ck_assert_double_nan(estimate_smallest_detectable(e));
}
END_TEST

START_TEST(no_interval_of_few_blocks)
{
	double x[] = { 7, 7.5, 8, 6, 6.5, 7, 9, 8, 7, 7 };
	for (size_t blocks = 1; blocks <= 5; blocks++)
		for (size_t per = 1; per <= 2; per++) {
			struct sample few = { x, blocks, per };
			struct estimate e = estimate(&few, 0.95);
			ck_assert_double_ge(e.value, 6);
			ck_assert_double_le(e.value, 9);
			ck_no_interval(e);
			ck_assert_uint_eq(cluster(&few), 1);
			ck_assert_double_nan(estimate_smallest_detectable(e));
		}
}
END_TEST

START_TEST(no_interval_at_no_confidence)
{
	static const double none[] = { 0, 1, -1, 2, (double)NAN, (double)INFINITY };
	for (size_t i = 0; i < 60; i++)
		data[i] = (double)(i * 23 % 61);
	ck_no_interval(median(data, 60, none[_i]));
	ck_assert_double_eq(median(data, 60, none[_i]).value, 29.5);
}
END_TEST

/* x_k and x_(n+1-k) of 1..n, in an order without correlation; at 95 % five have no interval. */
static const struct {
	size_t n, step, lo, hi;
} textbook[] = {
	{ 6, 3, 1, 6 },
	{ 16, 5, 4, 13 },
	{ 24, 9, 7, 18 },
	{ 30, 12, 10, 21 },
	{ 60, 23, 22, 39 },
};

START_TEST(interval_of_the_textbook)
{
	size_t n = textbook[_i].n;
	for (size_t i = 0; i < n; i++)
		data[i] = (double)((i + 1) * textbook[_i].step % (n + 1));
	ck_assert_uint_eq(cluster(&(struct sample){ data, n, 1 }), 1);
	struct estimate e = median(data, n, 0.95);
	ck_assert_double_eq(e.value, (double)(n + 1) / 2);
	ck_assert_double_eq(e.lo, (double)textbook[_i].lo);
	ck_assert_double_eq(e.hi, (double)textbook[_i].hi);
}
END_TEST

/* Blocks whose two differences lie on both sides of a value are silent about it. Six with both
 * above 0 and below 10, and any number that reach beyond: the six decide. */
START_TEST(divided_blocks_are_silent)
{
	double x[] = { 1, 9, -50, 60, 2, 8, 3, 7, -40, 70, 4, 6, 1, 8, 80, -60, 2, 9 };
	struct estimate e = estimate(&(struct sample){ x, 9, 2 }, 0.95);
	ck_assert_double_eq(e.value, 5);
	ck_assert_double_eq(e.lo, 1);
	ck_assert_double_eq(e.hi, 9);
}
END_TEST

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The two values in the middle of each cluster, computed anew. */
static size_t join(const struct sample *sample, size_t blocks, double *lo, double *hi)
{
	size_t n = 0, whole = sample->blocks / blocks;
	double room[PER_MAX * 64];
	for (; n < whole; n++) {
		size_t from = n * blocks, to = n + 1 < whole ? from + blocks : sample->blocks;
		size_t m = (to - from) * sample->per;
		memcpy(room, sample->x + from * sample->per, m * sizeof *room);
		qsort(room, m, sizeof *room, ascending);
		lo[n] = room[(m - 1) / 2];
		hi[n] = room[m / 2];
	}
	return n;
}

/* Whether the sign test rejects a value because too few of the clusters lie below it. */
static bool is_too_low(const double *lo, const double *hi, size_t n, double x, double confidence)
{
	unsigned under = 0, over = 0;
	for (size_t i = 0; i < n; i++) {
		under += hi[i] < x;
		over += lo[i] > x;
	}
	return 2 * gsl_cdf_binomial_P(under, 0.5, under + over) <= 1 - confidence;
}

/* The least end of a gap between observations in which no value is too low. */
static double reference_lo(const double *lo, const double *hi, size_t n, double confidence)
{
	double ends[128];
	memcpy(ends, lo, n * sizeof *ends);
	memcpy(ends + n, hi, n * sizeof *ends);
	qsort(ends, 2 * n, sizeof *ends, ascending);
	for (size_t i = 0; i < 2 * n; i++) {
		double next = i + 1 < 2 * n ? ends[i + 1] : ends[i] + 1;
		if (next > ends[i] && !is_too_low(lo, hi, n, (ends[i] + next) / 2, confidence))
			return ends[i];
	}
	return (double)INFINITY;
}

static double reference_hi(const double *lo, const double *hi, size_t n, double confidence)
{
	double mirrored_lo[64], mirrored_hi[64];
	for (size_t i = 0; i < n; i++) {
		mirrored_lo[i] = -hi[i];
		mirrored_hi[i] = -lo[i];
	}
	return -reference_lo(mirrored_lo, mirrored_hi, n, confidence);
}

static void ck_reference(const struct sample *sample, double confidence)
{
	double lo[64], hi[64];
	struct estimate e = estimate(sample, confidence);
	size_t n = join(sample, cluster(sample), lo, hi);
	if (2 * pow(0.5, (double)n) > 1 - confidence) {
		ck_no_interval(e);
		return;
	}
	if (cluster(sample) > 1) {
		ck_reference_of_joined(&e, lo, hi, n, confidence);
		return;
	}
	ck_assert_double_eq(e.lo, fmin(reference_lo(lo, hi, n, confidence), e.value));
	ck_assert_double_eq(e.hi, fmax(reference_hi(lo, hi, n, confidence), e.value));
}

/* Wilcoxon's table: the sums that leave 2.5 % below them; k is the next. */
START_TEST(signed_ranks_of_the_table)
{
	static const size_t known[][2] = { { 6, 0 }, { 7, 2 }, { 8, 3 }, { 10, 8 }, { 16, 29 },
		{ 20, 52 }, { 25, 89 }, { 50, 434 } };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		ck_assert_uint_eq(estimate_signed_rank(known[i][0], 0.95), known[i][1] + 1);
	ck_assert_uint_eq(estimate_signed_rank(5, 0.95), 0);
	ck_assert_uint_eq(estimate_signed_rank(6, 0.99), 0);
	/* no step where the normal distribution takes over: n^2 / 4 grows by n / 2 */
	size_t exact = estimate_signed_rank(64, 0.95), normal = estimate_signed_rank(65, 0.95);
	ck_assert_uint_ge(normal - exact, 20);
	ck_assert_uint_le(normal - exact, 28);
}
END_TEST

START_TEST(interval_by_brute_force)
{
	for (size_t per = 1; per <= PER_MAX; per++)
		for (int repeat = 0; repeat < 40; repeat++) {
			struct sample sample = { data, (size_t)_i, per };
			draw(sample.blocks, per, repeat % 2);
			ck_reference(&sample, repeat % 4 < 2 ? 0.95 : 0.995);
		}
}
END_TEST

START_TEST(all_values_the_same)
{
	for (size_t i = 0; i < 60; i++)
		data[i] = 3;
	struct estimate e = estimate(&(struct sample){ data, 30, 2 }, 0.95);
	ck_assert_double_eq(e.value, 3);
	ck_assert_double_eq(e.lo, 3);
	ck_assert_double_eq(e.hi, 3);
	ck_assert_double_eq(estimate_half_width(e), 0);
}
END_TEST

START_TEST(several_confidences_are_nested)
{
	static const double at[] = { 0.5, 0.8, 0.95, 0.99, 0.999, 1 };
	enum { N = sizeof at / sizeof *at };
	for (int repeat = 0; repeat < 100; repeat++) {
		struct sample sample = { data, 40, 2 };
		struct estimate all[N];
		draw(40, 2, repeat % 2);
		ck_assert_int_eq(estimate_median(&sample, N, at, all), 0);
		for (int i = 0; i < N; i++) {
			struct estimate one = estimate(&sample, at[i]);
			ck_assert_mem_eq(&one, &all[i], sizeof one);
			ck_assert(i == 0 || isnan(all[i].lo) ||
				  (all[i].lo <= all[i - 1].lo && all[i].hi >= all[i - 1].hi));
		}
		ck_assert(repeat % 2 || all[4].lo < all[0].lo);
		ck_no_interval(all[N - 1]);
	}
}
END_TEST

static Suite *suite(void)
{
	Suite *intervals = suite_create("intervals");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, seed, unseed);
	tcase_add_loop_test(all, sign_rank, 0, LENGTH(ranks));
	tcase_add_loop_test(all, sign_rank_of_too_few, 0, 6);
	tcase_add_test(all, sign_rank_follows_confidence);
	tcase_add_loop_test(all, sign_rank_by_brute_force, 0, 6);
	tcase_add_test(all, sign_rank_of_many);
	tcase_add_test(all, median_of_odd);
	tcase_add_test(all, median_of_even);
	tcase_add_test(all, median_of_pairs);
	tcase_add_loop_test(all, nothing_of_no_block, 1, 3);
	tcase_add_test(all, no_interval_of_few_blocks);
	tcase_add_loop_test(all, no_interval_at_no_confidence, 0, 6);
	tcase_add_loop_test(all, interval_of_the_textbook, 0, LENGTH(textbook));
	tcase_add_test(all, divided_blocks_are_silent);
	tcase_add_test(all, signed_ranks_of_the_table);
	tcase_add_loop_test(all, interval_by_brute_force, 1, 61);
	tcase_add_test(all, all_values_the_same);
	tcase_add_test(all, several_confidences_are_nested);
	suite_add_tcase(intervals, all);
	return intervals;
}

int main(void)
{
	return run_suite(suite());
}
