/* How far runs lie apart, and what they spend their time on. */
#include <check.h>
#include <math.h>

#include "analysis/spread.h"
#include "run.h"
#include "runs.h"

START_TEST(deciles_are_those_of_single_runs)
{
	double deciles[DECILES];
	for (int block = 1; block <= 11; block++) {
		add_pair(block, 1000, 4000); /* their geometric mean is 2000 */
		add_mode(block, 2000 * block * 10);
	}
	dataset_sort(&dataset);
	ck_assert_int_eq(spread_slowdowns(&dataset, group_of("traced"), deciles), 11);
	for (int i = 0; i < DECILES; i++)
		ck_assert_double_eq_tol(deciles[i], 10 * (i + 1), CLOSE * 100);
	ck_assert_int_eq(spread_slowdowns(&dataset, group_of("untraced"), deciles), 11);
	for (int i = 0; i < DECILES; i++) /* the second against the first */
		ck_assert_double_eq_tol(deciles[i], 4, CLOSE);
}
END_TEST

START_TEST(a_mode_without_a_baseline_has_none)
{
	double deciles[DECILES];
	add_mode(1, 2000);
	dataset_sort(&dataset);
	ck_assert_int_eq(spread_slowdowns(&dataset, group_of("traced"), deciles), 0);
	ck_assert_double_nan(deciles[0]);
	ck_assert_double_nan(deciles[DECILES - 1]);
}
END_TEST

static void add_timed(int block, int64_t wall_ns, int64_t tracee_ns, int64_t tracer_ns)
{
	struct run_row row = run_of("traced", "treatment", block, wall_ns);
	row.tracee_user_ns = tracee_ns / 4;
	row.tracee_system_ns = tracee_ns - row.tracee_user_ns;
	row.tracer_user_ns = 0;
	row.tracer_system_ns = tracer_ns;
	add(row);
}

START_TEST(parts_are_medians_per_op)
{
	struct time_parts parts;
	add_timed(1, 1000, 300, 500);
	add_timed(2, 2000, 400, 600);
	add_timed(3, 1200, 800, 700); /* both ran at once */
	dataset_sort(&dataset);
	ck_assert_int_eq(spread_parts(group_of("traced"), &parts), 0);
	ck_assert_double_eq_tol(parts.wall, 120, CLOSE);
	ck_assert_double_eq_tol(parts.tracee, 40, CLOSE);
	ck_assert_double_eq_tol(parts.tracer, 60, CLOSE);
	ck_assert_double_eq_tol(parts.neither, 20, CLOSE);
}
END_TEST

START_TEST(a_run_without_cpu_times_leaves_them_unknown)
{
	struct time_parts parts;
	add_timed(1, 1000, 300, 500);
	add_mode(2, 1000);
	dataset_sort(&dataset);
	ck_assert_int_eq(spread_parts(group_of("traced"), &parts), 0);
	ck_assert_double_eq_tol(parts.wall, 100, CLOSE);
	ck_assert_double_nan(parts.tracee);
	ck_assert_double_nan(parts.neither);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("spread");
	TCase *cases = tcase_create("all");
	tcase_add_checked_fixture(cases, NULL, free_dataset);
	tcase_add_test(cases, deciles_are_those_of_single_runs);
	tcase_add_test(cases, a_mode_without_a_baseline_has_none);
	tcase_add_test(cases, parts_are_medians_per_op);
	tcase_add_test(cases, a_run_without_cpu_times_leaves_them_unknown);
	suite_add_tcase(suite, cases);
	return run_suite(suite);
}
