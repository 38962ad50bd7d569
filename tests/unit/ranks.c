#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/ranks.h"
#include "run.h"
#include "runs.h"

static double p_of(struct sample a, struct sample b)
{
	double p;
	ck_assert_int_eq(ranks_differ(&a, &b, &p), 0);
	return p;
}

#define SAMPLE(x, per)                                                                             \
	(struct sample)                                                                            \
	{                                                                                          \
		x, LENGTH(x) / (per), per                                                          \
	}

static const double a[] = { 0.1, 0.3, 0.4, 0.5, 0.7, 0.9 };
static const double b[] = { 0.2, 0.6, 0.8, 1.0, 1.1, 1.2 };

static double score(int rank)
{
	return gsl_cdf_ugaussian_Pinv(rank / 13.0);
}

static double squared_error(const int *ranks, double *mean)
{
	double sum = 0, squares = 0;
	for (int i = 0; i < 6; i++) {
		sum += score(ranks[i]);
		squares += score(ranks[i]) * score(ranks[i]);
	}
	*mean = sum / 6;
	return (squares - sum * sum / 6) / 5 / 6;
}

/* The ranks of a are 1, 3, 4, 5, 7, 9; those of b are the others. */
START_TEST(ranks_by_hand)
{
	double mean_a, mean_b;
	double x = squared_error((const int[]){ 1, 3, 4, 5, 7, 9 }, &mean_a);
	double y = squared_error((const int[]){ 2, 6, 8, 10, 11, 12 }, &mean_b);
	double degrees = (x + y) * (x + y) / (x * x / 5 + y * y / 5);
	ck_assert_double_eq_tol(p_of(SAMPLE(a, 1), SAMPLE(b, 1)),
		2 * gsl_cdf_tdist_Q((mean_b - mean_a) / sqrt(x + y), degrees), CLOSE);
}
END_TEST

/* Only the order counts, and no side is the first. */
START_TEST(ranks_of_another_scale)
{
	double x[6], y[6];
	for (int i = 0; i < 6; i++) {
		x[i] = exp(9 * a[i]);
		y[i] = exp(9 * b[i]);
	}
	double p = p_of(SAMPLE(a, 1), SAMPLE(b, 1));
	ck_assert_double_eq_tol(p_of(SAMPLE(x, 1), SAMPLE(y, 1)), p, CLOSE);
	ck_assert_double_eq_tol(p_of(SAMPLE(b, 1), SAMPLE(a, 1)), p, CLOSE);
}
END_TEST

/* A block of many differences has one vote: more of the same tell no more. */
START_TEST(differences_of_a_block_share_its_vote)
{
	double x[60], y[60];
	for (int i = 0; i < 60; i++) {
		x[i] = a[i / 10];
		y[i] = b[i / 10];
	}
	ck_assert_double_eq_tol(
		p_of(SAMPLE(x, 10), SAMPLE(y, 10)), p_of(SAMPLE(a, 1), SAMPLE(b, 1)), 0.01);
}
END_TEST

START_TEST(ranks_of_the_same)
{
	const double one[] = { 1, 1, 1, 1, 1, 1 };
	ck_assert_double_eq(p_of(SAMPLE(a, 1), SAMPLE(a, 1)), 1);
	ck_assert_double_eq(p_of(SAMPLE(one, 1), SAMPLE(one, 1)), 1);
}
END_TEST

START_TEST(too_few_for_ranks)
{
	struct sample five = { a, 5, 1 }, none = { NULL, 0, 1 };
	ck_assert_double_nan(p_of(five, SAMPLE(b, 1)));
	ck_assert_double_nan(p_of(SAMPLE(b, 1), five));
	ck_assert_double_nan(p_of(none, none));
}
END_TEST

/* Blocks that drift tell less than the same in any order. */
START_TEST(dependent_blocks_are_joined)
{
	double drift[2][32], mixed[2][32];
	for (int i = 0; i < 32; i++)
		for (int side = 0; side < 2; side++)
			drift[side][i] = i / 8 + 0.01 * (i % 8) + side;
	for (int i = 0; i < 32; i++)
		for (int side = 0; side < 2; side++)
			mixed[side][i] = drift[side][i * 13 % 32];
	ck_assert_double_gt(p_of(SAMPLE(drift[0], 1), SAMPLE(drift[1], 1)),
		10 * p_of(SAMPLE(mixed[0], 1), SAMPLE(mixed[1], 1)));
}
END_TEST

static Suite *suite(void)
{
	Suite *ranks = suite_create("ranks");
	TCase *all = tcase_create("all");
	tcase_add_test(all, ranks_by_hand);
	tcase_add_test(all, ranks_of_another_scale);
	tcase_add_test(all, differences_of_a_block_share_its_vote);
	tcase_add_test(all, ranks_of_the_same);
	tcase_add_test(all, too_few_for_ranks);
	tcase_add_test(all, dependent_blocks_are_joined);
	suite_add_tcase(ranks, all);
	return ranks;
}

int main(void)
{
	return run_suite(suite());
}
