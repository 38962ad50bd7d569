#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/scaling.h"
#include "run.h"

/* At 1, 2, 4 and so on; each interval reaches from so much below the value to so much above. */
static struct saturation saturation_within(const double *ns, size_t n, double width)
{
	struct scaling_point points[9];
	for (size_t i = 0; i < n; i++)
		points[i] = (struct scaling_point){ (double)(1U << i),
			{ ns[i], ns[i] * (1 - width), ns[i] * (1 + width) } };
	return scaling_saturation(points, n);
}

static double saturation(const double *ns, size_t n)
{
	return saturation_within(ns, n, 0).tasks;
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

START_TEST(by_the_whole_intervals)
{
	/* rates 1, 2, 3.6, 4, 4: of the third it is less than 10 % to the last by a hair */
	const double ns[] = { 1000, 500, 273, 250, 250 };
	struct saturation narrow = saturation_within(ns, 5, 0.001);
	ck_assert_double_eq(narrow.tasks, 4);
	ck_assert_double_eq(narrow.not_yet, 2);
	ck_assert_double_eq(narrow.surely, 4);
	struct saturation wider = saturation_within(ns, 5, 0.02);
	ck_assert_double_eq(wider.tasks, 4);
	ck_assert_double_eq(wider.not_yet, 2);
	ck_assert_double_eq(wider.surely, 8);
	struct saturation wide = saturation_within(ns, 5, 0.32);
	ck_assert_double_eq(wide.tasks, 4);
	ck_assert_double_eq(wide.not_yet, 1);
	ck_assert_double_nan(wide.surely);
}
END_TEST

START_TEST(sure_of_growth_to_the_end)
{
	const double ns[] = { 1000, 500, 250, 125 };
	struct saturation grows = saturation_within(ns, 4, 0.1);
	ck_assert_double_nan(grows.tasks);
	ck_assert_double_eq(grows.not_yet, 4);
	ck_assert_double_nan(grows.surely);
}
END_TEST

START_TEST(a_later_dip_is_not_before_it)
{
	/* at 4 it is surely slower than at 8, but at 2 it is not */
	const double ns[] = { 1000, 400, 800, 390, 395 };
	struct saturation dips = saturation_within(ns, 5, 0.01);
	ck_assert_double_eq(dips.tasks, 2);
	ck_assert_double_eq(dips.not_yet, 1);
	ck_assert_double_eq(dips.surely, 2);
}
END_TEST

START_TEST(never_sure_without_intervals)
{
	const double ns[] = { 1000, 500, 250, 250 };
	struct saturation none = saturation_within(ns, 4, (double)NAN);
	ck_assert_double_eq(none.tasks, 4);
	ck_assert_double_nan(none.not_yet);
	ck_assert_double_nan(none.surely);
}
END_TEST

START_TEST(never_sure_past_one_without_an_interval)
{
	struct scaling_point points[] = { { 1, { 100, 99, 101 } }, { 2, { 100, NAN, NAN } },
		{ 4, { 100, 99, 101 } } };
	ck_assert_double_nan(scaling_saturation(points, 3).surely);
	points[1].ns = points[0].ns;
	ck_assert_double_eq(scaling_saturation(points, 3).surely, 1);
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
	tcase_add_test(all, by_the_whole_intervals);
	tcase_add_test(all, sure_of_growth_to_the_end);
	tcase_add_test(all, a_later_dip_is_not_before_it);
	tcase_add_test(all, never_sure_without_intervals);
	tcase_add_test(all, never_sure_past_one_without_an_interval);
	suite_add_tcase(scaling, all);
	return scaling;
}

int main(void)
{
	return run_suite(suite());
}
