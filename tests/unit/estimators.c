#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/estimators.h"
#include "run.h"

static const double CLOSE = 1e-9;
static const double MARGIN = 0.05;

static struct estimate interval(double lo, double hi)
{
	return (struct estimate){ sqrt(lo * hi), lo, hi };
}

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

START_TEST(sign_rank_of_many)
{
	/* n/2 - 1.96 sqrt(n)/2, the normal approximation: 5000 - 98 */
	size_t k = estimate_sign_rank(10000, 0.95);
	ck_assert_uint_ge(k, 4901);
	ck_assert_uint_le(k, 4903);
}
END_TEST

START_TEST(median_of_odd)
{
	double x[] = { 9, 1, 5 };
	ck_assert_double_eq(estimate_median(x, 3, 0.95).value, 5);
	ck_assert_double_eq(x[0], 1);
	ck_assert_double_eq(x[2], 9);
}
END_TEST

START_TEST(median_of_even)
{
	double x[] = { 9, 1, 6, 5 };
	ck_assert_double_eq(estimate_median(x, 4, 0.95).value, 5.5);
}
END_TEST

START_TEST(median_of_one)
{
	double x[] = { 7 };
	struct estimate e = estimate_median(x, 1, 0.95);
	ck_assert_double_eq(e.value, 7);
	ck_assert_double_nan(e.lo);
	ck_assert_double_nan(e.hi);
}
END_TEST

START_TEST(median_of_none)
{
	double x[] = { 7 };
	struct estimate e = estimate_median(x, 0, 0.95);
	ck_assert_double_nan(e.value);
	ck_assert_double_nan(e.lo);
	ck_assert_double_nan(e.hi);
}
END_TEST

START_TEST(interval_of_sixteen)
{
	double x[] = { 4, 15, 8, 1, 12, 2, 16, 9, 3, 7, 14, 5, 10, 13, 6, 11 };
	struct estimate e = estimate_median(x, 16, 0.95);
	ck_assert_double_eq(e.value, 8.5);
	ck_assert_double_eq(e.lo, 4);
	ck_assert_double_eq(e.hi, 13);
}
END_TEST

START_TEST(interval_of_six_is_all)
{
	double x[] = { 3, 60, 1, 2, 50, 40 };
	struct estimate e = estimate_median(x, 6, 0.95);
	ck_assert_double_eq(e.value, 21.5);
	ck_assert_double_eq(e.lo, 1);
	ck_assert_double_eq(e.hi, 60);
}
END_TEST

START_TEST(exp_of_each)
{
	struct estimate e = estimate_exp((struct estimate){ 0, -log(2), log(3) });
	ck_assert_double_eq_tol(e.value, 1, CLOSE);
	ck_assert_double_eq_tol(e.lo, 0.5, CLOSE);
	ck_assert_double_eq_tol(e.hi, 3, CLOSE);
}
END_TEST

START_TEST(exp_keeps_no_interval)
{
	struct estimate e = estimate_exp((struct estimate){ 0, (double)NAN, (double)NAN });
	ck_assert_double_eq_tol(e.value, 1, CLOSE);
	ck_assert_double_nan(e.lo);
	ck_assert_double_nan(e.hi);
}
END_TEST

START_TEST(smallest_detectable)
{
	const double x[] = { 1, 2, 3, 4, 5 }; /* sd sqrt(5/2), so sd / sqrt(5) = sqrt(1/2) */
	ck_assert_double_eq_tol(estimate_smallest_detectable(x, 5), 2.870853532, CLOSE);
	ck_assert_double_nan(estimate_smallest_detectable(x, 1));
	ck_assert_double_nan(estimate_smallest_detectable(x, 0));
}
END_TEST

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

START_TEST(verdict)
{
	struct estimate ratio = interval(verdicts[_i].lo, verdicts[_i].hi);
	ck_assert_str_eq(estimate_verdict(ratio, MARGIN), verdicts[_i].verdict);
}
END_TEST

START_TEST(verdict_without_interval)
{
	struct estimate ratio = { 1.5, (double)NAN, (double)NAN };
	ck_assert_str_eq(estimate_verdict(ratio, MARGIN), "");
}
END_TEST

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static Suite *suite(void)
{
	Suite *estimators = suite_create("estimators");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, sign_rank, 0, LENGTH(ranks));
	tcase_add_loop_test(all, sign_rank_of_too_few, 0, 6);
	tcase_add_test(all, sign_rank_follows_confidence);
	tcase_add_test(all, sign_rank_of_many);
	tcase_add_test(all, median_of_odd);
	tcase_add_test(all, median_of_even);
	tcase_add_test(all, median_of_one);
	tcase_add_test(all, median_of_none);
	tcase_add_test(all, interval_of_sixteen);
	tcase_add_test(all, interval_of_six_is_all);
	tcase_add_test(all, exp_of_each);
	tcase_add_test(all, exp_keeps_no_interval);
	tcase_add_test(all, smallest_detectable);
	tcase_add_loop_test(all, verdict, 0, LENGTH(verdicts));
	tcase_add_test(all, verdict_without_interval);
	suite_add_tcase(estimators, all);
	return estimators;
}

int main(void)
{
	return run_suite(suite());
}
