#include <check.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "analysis/summary.h"
#include "run.h"
#include "runs.h"

static const double NOTHING = (double)NAN;

static void ck_near(double found, double due)
{
	ck_assert_double_eq_tol(found, due, CLOSE * fmax(fabs(due), 1));
}

/* By hand: ln 2 - hypot(ln 2, ln 1.5) and ln 2 + hypot(ln 3, ln 2). */
START_TEST(ratio_of_two_intervals)
{
	struct estimate a = { 10, 5, 15 }, b = { 20, 10, 60 };
	struct estimate ratio = compare_ratio(a, b);
	ck_near(ratio.value, 2);
	ck_near(ratio.lo, exp(log(2) - sqrt(log(2) * log(2) + log(1.5) * log(1.5))));
	ck_near(ratio.hi, exp(log(2) + sqrt(log(3) * log(3) + log(2) * log(2))));
}
END_TEST

/* Seen from the other side it is the reciprocal, ends exchanged. */
START_TEST(ratio_is_antisymmetric)
{
	struct estimate a = { 10, 9, 12 }, b = { 30, 20, 32 };
	struct estimate there = compare_ratio(a, b), back = compare_ratio(b, a);
	ck_near(back.value, 1 / there.value);
	ck_near(back.lo, 1 / there.hi);
	ck_near(back.hi, 1 / there.lo);
}
END_TEST

START_TEST(ratio_to_a_constant_keeps_the_interval)
{
	struct estimate a = { 2, 2, 2 }, b = { 10, 8, 14 };
	struct estimate ratio = compare_ratio(a, b);
	ck_near(ratio.lo, 4);
	ck_near(ratio.hi, 7);
}
END_TEST

static const struct {
	struct estimate a, b;
	bool has_value;
} lacking[] = {
	{ { 1, 1, 1 }, { NAN, NAN, NAN }, false },
	{ { NAN, NAN, NAN }, { 1, 1, 1 }, false },
	{ { 0, 0, 1 }, { 1, 1, 1 }, false },
	{ { 1, 1, 1 }, { -1, -2, 1 }, false },
	{ { 1, 1, 1 }, { 1, NAN, NAN }, true },
	{ { 1, NAN, NAN }, { 1, 1, 1 }, true },
	{ { 1, 0, 2 }, { 1, 1, 1 }, true },
	{ { 1, 1, 1 }, { 1, 1, INFINITY }, true },
};

START_TEST(ratio_of_what_is_lacking)
{
	struct estimate ratio = compare_ratio(lacking[_i].a, lacking[_i].b);
	if (lacking[_i].has_value)
		ck_near(ratio.value, 1);
	else
		ck_assert_double_nan(ratio.value);
	ck_assert_double_nan(ratio.lo);
	ck_assert_double_nan(ratio.hi);
}
END_TEST

/* Degrees of freedom by Welch's formula; p and the quantile by integrating the density apart. */
START_TEST(welch_as_in_the_textbook)
{
	const double a[] = { 2.0, 2.1, 1.9 }, b[] = { 2.2, 2.4, 2.3, 2.5, 2.1 };
	double p;
	struct estimate ratio =
		compare_boots((struct boots){ a, 3 }, (struct boots){ b, 5 }, 0.95, &p);
	double error = sqrt(0.01 / 3 + 0.025 / 5);
	double degrees = pow(error, 4) / (pow(0.01 / 3, 2) / 2 + pow(0.025 / 5, 2) / 4);
	ck_near(log(ratio.value), 0.3);
	ck_assert_double_eq_tol(degrees, 5.8823529, 1e-6);
	ck_assert_double_eq_tol(p, 0.0171779, 1e-6);
	ck_near(log(ratio.value) - log(ratio.lo), log(ratio.hi) - log(ratio.value));
	ck_assert_double_eq_tol(log(ratio.hi) - 0.3, 2.4588237 * error, 1e-6);
}
END_TEST

START_TEST(fewer_than_three_boots)
{
	const double x[] = { 1, 2, 3 };
	double p = 0;
	struct estimate ratio =
		compare_boots((struct boots){ x, 2 }, (struct boots){ x, 3 }, 0.95, &p);
	ck_assert_double_nan(ratio.value);
	ck_assert_double_nan(p);
	ratio = compare_boots((struct boots){ x, 3 }, (struct boots){ x, 2 }, 0.95, &p);
	ck_assert_double_nan(ratio.lo);
}
END_TEST

START_TEST(several_campaigns_of_one_boot_are_one)
{
	double x[] = { 5, 1, 9, 7, 3, 2 };
	size_t boot[] = { 4, 0, 4, 4, 0, 8 };
	ck_assert_uint_eq(compare_boot_medians(x, boot, LENGTH(x)), 3);
	for (int i = 0; i < 3; i++)
		ck_assert_double_eq(x[i], boot[i] == 4 ? 7 : 2);
	ck_assert(boot[0] != boot[1] && boot[1] != boot[2] && boot[0] != boot[2]);
	ck_assert_uint_eq(compare_boot_medians(x, boot, 0), 0);
	ck_near(compare_typical((struct boots){ (const double[]){ log(2), log(8) }, 2 }), 4);
	ck_assert_double_nan(compare_typical((struct boots){ NULL, 0 }));
}
END_TEST

START_TEST(boots_without_any_spread)
{
	const double a[] = { 1, 1, 1 }, b[] = { 2, 2, 2 };
	double p;
	struct estimate ratio =
		compare_boots((struct boots){ a, 3 }, (struct boots){ b, 3 }, 0.99, &p);
	ck_near(log(ratio.lo), 1);
	ck_near(log(ratio.hi), 1);
	ck_assert_double_eq(p, 0);
	compare_boots((struct boots){ a, 3 }, (struct boots){ a, 3 }, 0.99, &p);
	ck_assert_double_eq(p, 1);
}
END_TEST

/* The example of the paper, section 3.2: of 15 the first four. */
START_TEST(discoveries_as_in_the_paper)
{
	const double p[] = { 0.3240, 0.0001, 0.0298, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0344,
		0.0459, 0.4262, 0.5719, 0.6528, 0.7590, 1.0 };
	bool marked[LENGTH(p)];
	ck_assert_int_eq(compare_discoveries(p, LENGTH(p), 0.05, marked), 0);
	for (int i = 0; i < LENGTH(p); i++)
		ck_assert_int_eq(marked[i], p[i] <= 0.0095);
}
END_TEST

/* A larger p below its own limit takes the smaller ones along, though they are above theirs. */
START_TEST(discoveries_step_up)
{
	const double p[] = { 0.04, 0.045, NOTHING, 0.03 };
	bool marked[LENGTH(p)];
	ck_assert_int_eq(compare_discoveries(p, LENGTH(p), 0.05, marked), 0);
	ck_assert(marked[0] && marked[1] && !marked[2] && marked[3]);
	const double none[] = { 0.06, 0.9 };
	ck_assert_int_eq(compare_discoveries(none, 2, 0.05, marked), 0);
	ck_assert(!marked[0] && !marked[1]);
	ck_assert_int_eq(compare_discoveries(NULL, 0, 0.05, NULL), 0);
}
END_TEST

START_TEST(flags_that_differ)
{
	ck_assert(compare_flags_differ(0, 100, 10, 100));
	ck_assert(compare_flags_differ(2100, 2304, 3, 2304));
	ck_assert(!compare_flags_differ(0, 100, 9, 100));
	ck_assert(!compare_flags_differ(90, 90, 10, 10));
	ck_assert(!compare_flags_differ(0, 0, 5, 5));
}
END_TEST

START_TEST(intervals_off_one)
{
	ck_assert(compare_is_off((struct estimate){ 1.2, 1.1, 1.3 }));
	ck_assert(compare_is_off((struct estimate){ 0.8, 0.7, 0.9 }));
	ck_assert(!compare_is_off((struct estimate){ 1.2, 0.9, 1.3 }));
	ck_assert(!compare_is_off((struct estimate){ 1.2, NAN, NAN }));
}
END_TEST

/* summary_ns: 400 ns per call, blocks 370 to 430; wider where the confidence is. */
START_TEST(ns_at_a_confidence)
{
	struct estimate narrow, wide;
	for (int block = 1; block <= 7; block++) {
		add_pair(block, 1000, 1000);
		add_mode(block, 7200 + 200 * block);
	}
	dataset_sort(&dataset);
	const struct group *group = group_of("traced");
	ck_assert_int_eq(summary_ns(&dataset, group, 0.5, &narrow), 0);
	ck_assert_int_eq(summary_ns(&dataset, group, 0.98, &wide), 0);
	ck_near(narrow.value, 400);
	ck_near(wide.value, 400);
	ck_assert_double_gt(narrow.lo, wide.lo);
	ck_near(wide.lo, 370);
	ck_near(wide.hi, 430);
}
END_TEST

enum { REPETITIONS = 4000 };

/* Returns the estimate of blocks whose logarithms have the median log(median), skewed as times are.
 */
static struct estimate drawn(gsl_rng *rng, size_t blocks, double median)
{
	const double confidence = 0.95;
	double x[64];
	struct estimate e;
	for (size_t i = 0; i < blocks; i++)
		x[i] = log(median) + 0.05 * (gsl_ran_exponential(rng, 1) - log(2));
	ck_assert_int_eq(estimate_median(&(struct sample){ x, blocks, 1 }, 1, &confidence, &e), 0);
	return estimate_exp(e);
}

/* The true ratio lies within at least as often as is claimed, of campaigns of unlike length as
 * well: measured 97.1, 98.4 and 98.8 %. Too often, for each of the two alone is held by more than
 * 95 %: ranks are whole numbers. */
START_TEST(coverage_of_campaigns)
{
	const size_t blocks[][2] = { { 30, 30 }, { 16, 60 }, { 24, 48 } };
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	size_t held = 0;
	for (int i = 0; i < REPETITIONS; i++) {
		struct estimate a = drawn(rng, blocks[_i][0], 100);
		struct estimate ratio = compare_ratio(a, drawn(rng, blocks[_i][1], 130));
		held += ratio.lo <= 1.3 && 1.3 <= ratio.hi ? 1 : 0;
	}
	gsl_rng_free(rng);
	ck_assert_double_ge((double)held / REPETITIONS, 0.94);
	ck_assert_double_le((double)held / REPETITIONS, 0.99);
}
END_TEST

/* Over boots, of unlike number and spread: 94 to 98.5 % (measured 95.1, 95.5, 94.4); and p is below
 * 5 % exactly where the interval leaves 1 out. */
START_TEST(coverage_of_boots)
{
	const size_t boots[][2] = { { 5, 5 }, { 3, 5 }, { 8, 5 } };
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	size_t held = 0, found = 0;
	for (int i = 0; i < REPETITIONS; i++) {
		double a[8], b[8], p;
		for (size_t j = 0; j < boots[_i][0]; j++)
			a[j] = gsl_ran_gaussian(rng, 0.02);
		for (size_t j = 0; j < boots[_i][1]; j++)
			b[j] = gsl_ran_gaussian(rng, 0.04);
		struct estimate ratio = compare_boots((struct boots){ a, boots[_i][0] },
			(struct boots){ b, boots[_i][1] }, 0.95, &p);
		held += ratio.lo <= 1 && 1 <= ratio.hi ? 1 : 0;
		found += p < 0.05 ? 1 : 0;
	}
	gsl_rng_free(rng);
	ck_assert_double_ge((double)held / REPETITIONS, 0.94);
	ck_assert_double_le((double)held / REPETITIONS, 0.985);
	ck_assert_uint_eq(found, REPETITIONS - held);
}
END_TEST

static Suite *suite(void)
{
	Suite *compare = suite_create("compare");
	TCase *all = tcase_create("all");
	tcase_add_test(all, ratio_of_two_intervals);
	tcase_add_test(all, ratio_is_antisymmetric);
	tcase_add_test(all, ratio_to_a_constant_keeps_the_interval);
	tcase_add_loop_test(all, ratio_of_what_is_lacking, 0, LENGTH(lacking));
	tcase_add_test(all, welch_as_in_the_textbook);
	tcase_add_test(all, fewer_than_three_boots);
	tcase_add_test(all, several_campaigns_of_one_boot_are_one);
	tcase_add_test(all, boots_without_any_spread);
	tcase_add_test(all, discoveries_as_in_the_paper);
	tcase_add_test(all, discoveries_step_up);
	tcase_add_test(all, flags_that_differ);
	tcase_add_test(all, intervals_off_one);
	tcase_add_checked_fixture(all, NULL, free_dataset);
	tcase_add_test(all, ns_at_a_confidence);
	tcase_add_loop_test(all, coverage_of_campaigns, 0, 3);
	tcase_add_loop_test(all, coverage_of_boots, 0, 3);
	suite_add_tcase(compare, all);
	return compare;
}

int main(void)
{
	return run_suite(suite());
}
