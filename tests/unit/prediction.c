/* The slowdown that is predicted of a program from its counts and their costs. */
#include <check.h>
#include <math.h>

#include "analysis/estimators.h"
#include "analysis/prediction.h"
#include "run.h"

static const double CLOSE = 1e-9;

/* A program of 100 us that makes 10 calls. */
static struct demand plain(void)
{
	return (struct demand){ .ns = { 1e5, 1e5, 1e5 }, .calls = 10 };
}

static struct estimate exactly(double ns)
{
	return (struct estimate){ ns, ns, ns };
}

/* A mode that adds 10 us to a call, and another amount to everything else. */
static struct cost_row costs(void)
{
	struct cost_row row;
	row_clear(&costs_table, &row);
	row.call_ns = exactly(1e4);
	row.signal_ns = exactly(1e3);
	row.fork_ns = exactly(2e4);
	row.exec_ns = exactly(3e4);
	row.thread_ns = exactly(4e4);
	row.attach_ns = exactly(5e4);
	return row;
}

static void ck_slowdown(
	const struct demand *demand, const struct cost_row *row, double value, double lo, double hi)
{
	struct estimate slowdown = prediction_slowdown(demand, row);
	ck_assert_double_eq_tol(slowdown.value, value, CLOSE);
	ck_assert_double_eq_tol(slowdown.lo, lo, CLOSE);
	ck_assert_double_eq_tol(slowdown.hi, hi, CLOSE);
}

static void ck_exactly(const struct demand *demand, const struct cost_row *row, double slowdown)
{
	ck_slowdown(demand, row, slowdown, slowdown, slowdown);
}

START_TEST(calls_and_attaching)
{
	const struct demand demand = plain();
	const struct cost_row row = costs();
	ck_exactly(&demand, &row, 1 + (10 * 1e4 + 5e4) / 1e5);
}
END_TEST

START_TEST(each_event_has_its_cost)
{
	const struct cost_row row = costs();
	struct demand demand = plain();
	demand.calls = 0;
	demand.signals = 7;
	ck_exactly(&demand, &row, 1 + (7 * 1e3 + 5e4) / 1e5);
	demand.forks = 5;
	ck_exactly(&demand, &row, 1 + (7 * 1e3 + 5 * 2e4 + 5e4) / 1e5);
	demand.execs = 3;
	ck_exactly(&demand, &row, 1 + (7 * 1e3 + 5 * 2e4 + 3 * 3e4 + 5e4) / 1e5);
	demand.threads = 2;
	ck_exactly(&demand, &row, 1 + (7 * 1e3 + 5 * 2e4 + 3 * 3e4 + 2 * 4e4 + 5e4) / 1e5);
}
END_TEST

/* The spread of a call's cost counts at each call; that of the time is added as a square. */
START_TEST(interval)
{
	struct cost_row row = costs();
	struct demand demand = plain();
	row.attach_ns = exactly(0);
	row.call_ns = (struct estimate){ 1e4, 0.97e4, 1.06e4 };
	ck_slowdown(&demand, &row, 2, 1.97, 2.06);
	demand.ns = (struct estimate){ 1e5, 1e5 / 1.08, 1e5 / 0.96 };
	ck_slowdown(&demand, &row, 2, 2 - 0.05, 2 + 0.1);
}
END_TEST

/* What is unknown matters only where it happens. */
START_TEST(unknown_costs)
{
	struct cost_row row = costs();
	struct demand demand = plain();
	row.thread_ns = row.fork_ns = exactly((double)NAN);
	ck_exactly(&demand, &row, 2.5);
	demand.threads = 1;
	ck_assert_double_nan(prediction_slowdown(&demand, &row).value);
	demand = plain();
	demand.forks = 1;
	ck_assert_double_nan(prediction_slowdown(&demand, &row).value);
}
END_TEST

/* A mode whose object the loader injects watches no static program, so that no exec of one could be
 * timed. */
START_TEST(an_exec_is_another_attach)
{
	struct cost_row row = costs();
	struct demand demand = plain();
	row.exec_ns = exactly((double)NAN);
	demand.execs = 2;
	ck_exactly(&demand, &row, 1 + (10 * 1e4 + 3 * 5e4) / 1e5);
}
END_TEST

START_TEST(without_a_time_to_attach)
{
	struct cost_row row = costs();
	const struct demand demand = plain();
	row.attach_ns = exactly((double)NAN);
	ck_exactly(&demand, &row, 2);
}
END_TEST

START_TEST(nothing_was_counted)
{
	const struct cost_row row = costs();
	struct demand demand = plain();
	demand.calls = (double)NAN;
	ck_assert_double_nan(prediction_slowdown(&demand, &row).value);
	demand = plain();
	demand.signals = (double)NAN;
	ck_assert_double_nan(prediction_slowdown(&demand, &row).value);
}
END_TEST

START_TEST(error)
{
	const struct estimate measured = { 2, (double)NAN, (double)NAN };
	ck_assert_double_eq_tol(prediction_error(exactly(2.2), measured), 0.1, CLOSE);
	ck_assert_double_eq_tol(prediction_error(exactly(1.5), measured), -0.25, CLOSE);
}
END_TEST

/* The ends change places where an estimate is subtracted. */
START_TEST(sums)
{
	const struct estimate a = { 10, 6, 13 }, b = { 2, 0.5, 4 };
	struct estimate e = estimate_plus(a, -2, b);
	ck_assert_double_eq_tol(e.value, 6, CLOSE);
	ck_assert_double_eq_tol(e.lo, 6 - hypot(4, 4), CLOSE);
	ck_assert_double_eq_tol(e.hi, 6 + hypot(3, 3), CLOSE);
	const struct estimate without = { 2, (double)NAN, (double)NAN };
	e = estimate_plus(a, 1, without);
	ck_assert_double_eq_tol(e.value, 12, CLOSE);
	ck_assert_double_nan(e.lo);
	ck_assert_double_nan(e.hi);
}
END_TEST

/* Five values are too few for the sign test, seven have their range, nine lose both ends. */
START_TEST(range)
{
	double x[] = { 5, 1, 9, 3, 7, 2, 8, 4, 6 };
	struct estimate e = estimate_range(x, 9, 0.95);
	ck_assert_double_eq(e.value, 5);
	ck_assert_double_eq(e.lo, 2);
	ck_assert_double_eq(e.hi, 8);
	e = estimate_range(x, 7, 0.95);
	ck_assert_double_eq(e.value, 4);
	ck_assert_double_eq(e.lo, 1);
	ck_assert_double_eq(e.hi, 7);
	e = estimate_range(x, 2, 0.95);
	ck_assert_double_eq(e.value, 1.5);
	ck_assert_double_eq(e.lo, 1);
	ck_assert_double_eq(e.hi, 2);
}
END_TEST

static Suite *suite(void)
{
	Suite *predictions = suite_create("prediction");
	TCase *all = tcase_create("all");
	tcase_add_test(all, calls_and_attaching);
	tcase_add_test(all, each_event_has_its_cost);
	tcase_add_test(all, interval);
	tcase_add_test(all, unknown_costs);
	tcase_add_test(all, an_exec_is_another_attach);
	tcase_add_test(all, without_a_time_to_attach);
	tcase_add_test(all, nothing_was_counted);
	tcase_add_test(all, error);
	tcase_add_test(all, sums);
	tcase_add_test(all, range);
	suite_add_tcase(predictions, all);
	return predictions;
}

int main(void)
{
	return run_suite(suite());
}
