/* What is made of an estimate: its exponential, width, verdict. */
#include <check.h>
#include <math.h>

#include "analysis/estimators.h"
#include "run.h"
#include "samples.h"

static struct estimate interval(double lo, double hi)
{
	return (struct estimate){ sqrt(lo * hi), lo, hi };
}

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

START_TEST(half_width)
{
	ck_assert_double_eq_tol(estimate_half_width((struct estimate){ 4, 3.8, 4.2 }), 0.05, CLOSE);
	ck_assert_double_infinite(
		estimate_half_width((struct estimate){ 4, (double)NAN, (double)NAN }));
	ck_assert_double_infinite(estimate_half_width((struct estimate){ 0, 0, 0 }));
	ck_assert_double_infinite(
		estimate_half_width((struct estimate){ 1, 0.5, (double)INFINITY }));
}
END_TEST

START_TEST(selected_confidence)
{
	ck_assert_double_eq_tol(estimate_selected(0.95, 0, 0), 0.95, CLOSE);
	ck_assert_double_eq(estimate_selected(0.95, 7, 7), 0.95);
	ck_assert_double_eq_tol(estimate_selected(0.95, 3, 30), 0.995, CLOSE);
}
END_TEST

START_TEST(joint_confidence)
{
	ck_assert_double_eq_tol(estimate_joint(0.95, 0), 0.95, CLOSE);
	ck_assert_double_eq_tol(estimate_joint(0.95, 1), 0.95, CLOSE);
	ck_assert_double_eq_tol(estimate_joint(0.95, 10), 0.995, CLOSE);
}
END_TEST

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

static Suite *suite(void)
{
	Suite *estimators = suite_create("estimators");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, seed, unseed);
	tcase_add_test(all, exp_of_each);
	tcase_add_test(all, exp_keeps_no_interval);
	tcase_add_test(all, half_width);
	tcase_add_test(all, joint_confidence);
	tcase_add_test(all, selected_confidence);
	tcase_add_loop_test(all, verdict, 0, LENGTH(verdicts));
	tcase_add_test(all, verdict_without_interval);
	suite_add_tcase(estimators, all);
	return estimators;
}

int main(void)
{
	return run_suite(suite());
}
