/* Blocks that depend on each other are joined; the smallest effect that a sample can show. */
#include <check.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdbool.h>

#include "analysis/estimators.h"
#include "run.h"
#include "samples.h"

/* Each value several times, as slow noise makes them. */
static struct sample repeated(size_t values, size_t times)
{
	for (size_t i = 0; i < values; i++) {
		double x = gsl_ran_gaussian(rng, 1);
		for (size_t j = 0; j < times; j++)
			data[i * times + j] = x;
	}
	return (struct sample){ data, values * times, 1 };
}

START_TEST(dependent_blocks_are_joined)
{
	for (int repeat = 0; repeat < 100; repeat++) {
		struct sample sample = repeated(40, 4);
		ck_assert_uint_ge(cluster(&sample), 4);
		/* what repeats tells no more than what does not */
		double each[40];
		for (int i = 0; i < 40; i++)
			each[i] = data[4 * i];
		struct estimate joined = estimate(&sample, 0.95);
		if (cluster(&sample) == 4)
			ck_reference_of_joined(&joined, each, each, 40, 0.95);
	}
}
END_TEST

START_TEST(outlier_hides_no_dependence)
{
	for (int repeat = 0; repeat < 100; repeat++) {
		struct sample sample = repeated(40, 4);
		data[gsl_rng_uniform_int(rng, 160)] = 1e9;
		ck_assert_uint_ge(cluster(&sample), 4);
	}
}
END_TEST

START_TEST(independent_blocks_are_seldom_joined)
{
	enum { SEEDS = 4000, BLOCKS = 400 };
	size_t joined = 0;
	for (int i = 0; i < SEEDS; i++) {
		draw(BLOCKS, (size_t)_i, false);
		joined += cluster(&(struct sample){ data, BLOCKS, (size_t)_i }) > 1;
	}
	/* 2.5 %, and four standard deviations of that */
	ck_assert_double_le((double)joined / SEEDS, 0.035);
	ck_assert_double_ge((double)joined / SEEDS, 0.010);
}
END_TEST

/* Twenty blocks, but five observations. */
START_TEST(joined_to_few_have_no_interval)
{
	for (size_t i = 0; i < 20; i++)
		data[i] = i < 10 ? -1 : 1;
	struct sample sample = { data, 20, 1 };
	ck_assert_uint_eq(cluster(&sample), 4);
	ck_no_interval(estimate(&sample, 0.95));
}
END_TEST

/* Within 30 %, as the width of one interval is itself uncertain. */
static void ck_detectable(const struct sample *sample, double due)
{
	double detectable = estimate_smallest_detectable(estimate(sample, 0.95));
	ck_assert_double_eq_tol(detectable, due, 0.3 * due);
}

START_TEST(smallest_detectable)
{
	struct sample sample = { data, BLOCKS_MAX, 1 };
	for (size_t i = 0; i < BLOCKS_MAX; i++)
		data[i] = 100 + gsl_ran_gaussian(rng, 3);
	ck_assert_uint_eq(cluster(&sample), 1);
	ck_detectable(&sample, 4.06 * 3 / 100);
	for (size_t i = 0; i < BLOCKS_MAX; i += 50)
		data[i] = 1e9;
	ck_detectable(&sample, 4.06 * 3 / 100);
}
END_TEST

/* There are fewer blocks once they are joined. */
START_TEST(smallest_detectable_of_dependent_blocks)
{
	struct sample sample = repeated(1024, 4);
	ck_assert_uint_eq(cluster(&sample), 4);
	ck_detectable(&sample, 4.06 / 32);
}
END_TEST

static Suite *suite(void)
{
	Suite *dependence = suite_create("dependence");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, seed, unseed);
	tcase_add_test(all, dependent_blocks_are_joined);
	tcase_add_test(all, outlier_hides_no_dependence);
	tcase_add_loop_test(all, independent_blocks_are_seldom_joined, 1, 3);
	tcase_add_test(all, joined_to_few_have_no_interval);
	tcase_add_test(all, smallest_detectable);
	tcase_add_test(all, smallest_detectable_of_dependent_blocks);
	suite_add_tcase(dependence, all);
	return dependence;
}

int main(void)
{
	return run_suite(suite());
}
