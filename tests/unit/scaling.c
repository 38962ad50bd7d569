#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/scaling.h"
#include "run.h"

static double saturation(const double *ns, size_t n)
{
	struct scaling_point points[9];
	for (size_t i = 0; i < n; i++)
		points[i] = (struct scaling_point){ (double)(1U << i), ns[i] };
	return scaling_saturation(points, n);
}

START_TEST(grows_and_stops)
{
	/* rates 1, 2, 4, 4.2, 4.1 */
	const double ns[] = { 1000, 500, 250, 238, 244 };
	ck_assert_double_eq(saturation(ns, 5), 4);
}
END_TEST

START_TEST(never_grows)
{
	const double ns[] = { 1000, 1000, 1200, 1500 };
	ck_assert_double_eq(saturation(ns, 4), 1);
}
END_TEST

START_TEST(grows_to_the_end)
{
	const double ns[] = { 1000, 500, 250, 125 };
	ck_assert(isnan(saturation(ns, 4)));
}
END_TEST

START_TEST(what_falls_and_rises_again_has_not_stopped)
{
	/* at 4 it is slower than at 2, at 8 it is faster than both */
	const double ns[] = { 1000, 500, 800, 400, 390 };
	ck_assert_double_eq(saturation(ns, 5), 8);
}
END_TEST

START_TEST(a_dip_is_no_growth)
{
	const double ns[] = { 1000, 400, 800, 390, 395 };
	ck_assert_double_eq(saturation(ns, 5), 2);
}
END_TEST

START_TEST(slow_growth_adds_up)
{
	/* 6 % each time: no step exceeds 10 %, but from the first to the third it is more */
	const double ns[] = { 1000, 943, 890, 880 };
	ck_assert_double_eq(saturation(ns, 4), 2);
}
END_TEST

START_TEST(exactly_a_tenth_is_no_more_than_that)
{
	const double ns[] = { 110, 100.0001 };
	ck_assert_double_eq(saturation(ns, 2), 1);
	const double more[] = { 110, 99.9 };
	ck_assert(isnan(saturation(more, 2)));
}
END_TEST

START_TEST(one_point_tells_nothing)
{
	const double ns[] = { 1000 };
	ck_assert(isnan(saturation(ns, 1)));
	ck_assert(isnan(saturation(ns, 0)));
}
END_TEST

static Suite *suite(void)
{
	Suite *scaling = suite_create("scaling");
	TCase *all = tcase_create("all");
	tcase_add_test(all, grows_and_stops);
	tcase_add_test(all, never_grows);
	tcase_add_test(all, grows_to_the_end);
	tcase_add_test(all, what_falls_and_rises_again_has_not_stopped);
	tcase_add_test(all, a_dip_is_no_growth);
	tcase_add_test(all, slow_growth_adds_up);
	tcase_add_test(all, exactly_a_tenth_is_no_more_than_that);
	tcase_add_test(all, one_point_tells_nothing);
	suite_add_tcase(scaling, all);
	return scaling;
}

int main(void)
{
	return run_suite(suite());
}
