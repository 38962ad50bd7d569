#include <check.h>
#include <math.h>
#include <string.h>

#include "analysis/density.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))
static const double NOTHING = (double)NAN;
static const double CLOSE = 1e-9;

enum { POINTS_MAX = 4 };

/* Curves whose interval is from half of the slowdown to twice as much: where they reach 2. */
static const struct {
	struct {
		double rate, slowdown;
	} at[POINTS_MAX];
	double value, lo, hi;
} curves[] = {
	/* the slowdown is the rate, by the thousand */
	{ { { 500, 0.5 }, { 1e4, 10 } }, 2e3, 1e3, 4e3 },
	/* no matter which points it goes through */
	{ { { 100, 0.1 }, { 1500, 1.5 }, { 4500, 4.5 }, { 1e6, 1000 } }, 2e3, 1e3, 4e3 },
	/* one plus a microsecond times the rate */
	{ { { 100, 1.0001 }, { 1e5, 1.1 }, { 1e7, 11 } }, 1e6, 0, 3e6 },
	/* a point right on it */
	{ { { 10, 0.25 }, { 20, 2 }, { 40, 64 } }, 20, 10 + 30 / 7.0, 20 + 20 / 31.0 },
	/* not reached; by the upper end of the interval alone */
	{ { { 10, 0.5 }, { 1000, 0.75 } }, INFINITY, INFINITY, INFINITY },
	{ { { 10, 0.5 }, { 1000, 1.5 } }, INFINITY, 505, INFINITY },
	/* reached already where it begins, except by the lower end */
	{ { { 10, 5 }, { 1000, 50 } }, 0, 0, 0 },
	{ { { 10, 2 }, { 1000, 200 } }, 0, 0, 20 },
	/* up, down and up again: for good */
	{ { { 10, 4.5 }, { 100, 0.5 }, { 1000, 8 } }, 280, 160, 520 },
	/* one point */
	{ { { 10, 5 } }, 0, 0, 0 },
	{ { { 10, 1 } }, INFINITY, 0, INFINITY },
};

static size_t make_curve(int i, struct density_row *curve)
{
	size_t n = 0;
	for (; n < POINTS_MAX && curves[i].at[n].rate > 0; n++) {
		double slowdown = curves[i].at[n].slowdown;
		row_clear(&density_table, &curve[n]);
		curve[n].calls_per_second.value = curves[i].at[n].rate;
		curve[n].slowdown.value = slowdown;
		curve[n].slowdown.lo = slowdown / 2;
		curve[n].slowdown.hi = slowdown * 2;
	}
	return n;
}

static void ck_rate(double rate, double expected)
{
	if (expected == 0 || isinf(expected))
		ck_assert_double_eq(rate, expected);
	else
		ck_assert_double_eq_tol(rate, expected, CLOSE * expected);
}

START_TEST(rate)
{
	struct density_row curve[POINTS_MAX];
	struct estimate found = density_rate(curve, make_curve(_i, curve), 2);
	ck_rate(found.value, curves[_i].value);
	ck_rate(found.lo, curves[_i].lo);
	ck_rate(found.hi, curves[_i].hi);
}
END_TEST

START_TEST(rate_without_intervals)
{
	struct density_row curve[POINTS_MAX];
	size_t n = make_curve(0, curve);
	for (size_t i = 0; i < n; i++)
		curve[i].slowdown.lo = curve[i].slowdown.hi = NOTHING;
	struct estimate found = density_rate(curve, n, 2);
	ck_assert_double_eq_tol(found.value, 2e3, 1e-6);
	ck_assert_double_nan(found.lo);
	ck_assert_double_nan(found.hi);
}
END_TEST

/* An interval that is missing where the curve comes to the level from: no guess. */
START_TEST(rate_of_a_curve_with_a_hole)
{
	struct density_row curve[POINTS_MAX];
	size_t n = make_curve(1, curve);
	curve[1].slowdown.lo = curve[1].slowdown.hi = NOTHING;
	struct estimate found = density_rate(curve, n, 2);
	ck_assert_double_nan(found.lo);
	ck_assert_double_eq_tol(found.value, 2e3, 1e-6);
	curve[2].slowdown.lo = NOTHING;
	ck_assert_double_nan(density_rate(curve, n, 2).hi);
	ck_assert_double_nan(density_rate(curve, 0, 2).value);
}
END_TEST

static struct summary_row row_of(
	const char *workload, int64_t size, const char *placement, const char *mode, double ns)
{
	struct summary_row row;
	row_clear(&summary_table, &row);
	snprintf(row.workload, sizeof row.workload, "%s", workload);
	snprintf(row.placement, sizeof row.placement, "%s", placement);
	snprintf(row.mode, sizeof row.mode, "%s", mode);
	strcpy(row.baseline, strcmp(mode, "untraced") == 0 ? "yes" : "no");
	row.size = size;
	row.ns_per_call.value = ns;
	row.ns_per_call.lo = ns / 2;
	row.ns_per_call.hi = ns * 2;
	row.slowdown.value = 3;
	row.slowdown.lo = 2;
	row.slowdown.hi = 5;
	return row;
}

/* By placement, mode and rate, which is that of the untraced run of the same cell. */
START_TEST(points_of_curves)
{
	const struct summary_row rows[] = {
		row_of("mixed", 0, "same", "untraced", 200),
		row_of("mixed", 0, "same", "b", 600),
		row_of("mixed", 0, "same", "a", 800),
		row_of("mixed", 1000, "same", "a", 9000),
		row_of("mixed", 1000, "same", "untraced", 1000),
		row_of("mixed", 0, "cross", "untraced", 250),
		row_of("mixed", 0, "cross", "b", 600),
		row_of("getpid", ABSENT, "same", "untraced", 100),
		row_of("getpid", ABSENT, "same", "a", 600),
	};
	struct density_row points[LENGTH(rows)];
	size_t n = density_points(rows, LENGTH(rows), "mixed", points);
	ck_assert_uint_eq(n, 7);
	ck_assert_uint_eq(density_curve(points, n), 1);
	ck_assert_str_eq(points[0].placement, "cross");
	ck_assert_double_eq(points[0].calls_per_second.value, 4e6);
	ck_assert_uint_eq(density_curve(points + 2, n - 2), 2);
	ck_assert_str_eq(points[2].mode, "a");
	ck_assert_int_eq(points[2].size, 1000);
	ck_assert_double_eq(points[2].calls_per_second.value, 1e6);
	ck_assert_double_eq(points[2].calls_per_second.lo, 5e5);
	ck_assert_double_eq(points[2].calls_per_second.hi, 2e6);
	ck_assert_double_eq(points[2].slowdown.value, 3);
	ck_assert_double_eq(points[2].slowdown.lo, 2);
	ck_assert_double_eq(points[2].slowdown.hi, 5);
	ck_assert_double_eq(points[3].calls_per_second.value, 5e6);
	ck_assert_uint_eq(density_curve(points + 4, n - 4), 1);
	ck_assert_uint_eq(density_curve(points + 5, n - 5), 2);
	ck_assert_uint_eq(density_curve(points, 0), 0);
}
END_TEST

/* Nothing measured, or nothing that can be. */
START_TEST(points_that_are_none)
{
	const double bad[] = { NOTHING, 0, -1, INFINITY };
	for (int i = 0; i < LENGTH(bad); i++) {
		struct summary_row rows[] = { row_of("mixed", 0, "same", "a", 600),
			row_of("mixed", 0, "same", "untraced", 200),
			row_of("mixed", 1, "same", "a", 600) };
		struct density_row points[LENGTH(rows)];
		ck_assert_uint_eq(density_points(rows, LENGTH(rows), "mixed", points), 2);
		rows[0].slowdown.value = bad[i];
		ck_assert_uint_eq(density_points(rows, LENGTH(rows), "mixed", points), 1);
		rows[1].ns_per_call.value = bad[i];
		ck_assert_uint_eq(density_points(rows, LENGTH(rows), "mixed", points), 0);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("density");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, rate, 0, LENGTH(curves));
	tcase_add_test(all, rate_without_intervals);
	tcase_add_test(all, rate_of_a_curve_with_a_hole);
	tcase_add_test(all, points_of_curves);
	tcase_add_test(all, points_that_are_none);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
