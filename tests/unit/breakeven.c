/* The calls from which on a mode that is cheaper per call beats another. */
#include <check.h>
#include <math.h>

#include "analysis/breakeven.h"
#include "analysis/summary.h"
#include "run.h"
#include "runs.h"

enum { BLOCKS = 8, CALLS = 20 };

static const int64_t EXEC_NS = 500000; /* of the baseline */

static struct run_row timed(const char *mode, int block, int64_t attach_ns, int64_t ns_per_call)
{
	struct run_row row = run_of(mode, "treatment", block, CALLS * ns_per_call);
	row.attach_ns = attach_ns;
	return row;
}

static void add_baseline(int block)
{
	static const char *const roles[] = { "baseline-a", "baseline-b" };
	for (int i = 0; i < 2; i++) {
		struct run_row row = run_of("untraced", roles[i], block, CALLS * 100);
		row.exec_ns = EXEC_NS + (i ? 1000 : -1000);
		add(row);
	}
}

/* Adds a run of a mode that is not timed while it attaches, as an object of the loader's. */
static void add_inside(int block, int64_t exec_ns, int64_t ns_per_call)
{
	struct run_row row = timed("inside", block, ABSENT, ns_per_call);
	row.exec_ns = exec_ns;
	add(row);
}

/* Adds a block of a mode that attaches in 1 us and costs 10 us a call, and of one that attaches in
 * so much and costs so much. */
static void add_block_of(int block, int64_t attach_ns, int64_t ns_per_call)
{
	add_baseline(block);
	add(timed("stops", block, 1000, 10000));
	add(timed("other", block, attach_ns, ns_per_call));
}

static struct breakeven breakeven(const char *mode, const char *other)
{
	struct breakeven found;
	dataset_sort(&dataset);
	ck_assert_int_eq(breakeven_of(&dataset, group_of(mode), group_of(other), &found), 0);
	return found;
}

static void ck_point(struct estimate e, double expected)
{
	ck_assert_double_eq_tol(e.value, expected, CLOSE * fabs(expected));
	ck_assert_double_eq_tol(e.lo, expected, CLOSE * fabs(expected));
	ck_assert_double_eq_tol(e.hi, expected, CLOSE * fabs(expected));
}

static void ck_nothing(struct estimate e)
{
	ck_assert_double_nan(e.value);
	ck_assert_double_nan(e.lo);
	ck_assert_double_nan(e.hi);
}

START_TEST(later)
{
	for (int block = 1; block <= BLOCKS; block++)
		add_block_of(block, 91000, 1000);
	struct breakeven found = breakeven("other", "stops");
	ck_point(found.attach_ns, 90000);
	ck_point(found.saved_ns, 9000);
	ck_point(found.calls, 10);
	ck_assert_str_eq(breakeven_verdict(&found), "later");
}
END_TEST

/* Eight blocks at 9, 18, ... 72 calls: the interval of the sign test is from the first to the
 * last. */
START_TEST(interval)
{
	for (int block = 1; block <= BLOCKS; block++)
		add_block_of(block, 1000 + 81000 * block, 1000);
	struct breakeven found = breakeven("other", "stops");
	ck_interval(found.calls.value, found.calls.lo, found.calls.hi, 40.5, 9, 72);
}
END_TEST

START_TEST(at_once)
{
	for (int block = 1; block <= BLOCKS; block++)
		add_block_of(block, block == 3 ? 1000 : 500, 9000);
	struct breakeven found = breakeven("other", "stops");
	ck_assert_double_eq(found.calls.value, 0);
	ck_assert_double_eq(found.calls.hi, 0);
	ck_assert_str_eq(breakeven_verdict(&found), "at once");
}
END_TEST

/* Whether it takes longer to attach is not certain, that it pays is. */
START_TEST(at_once_or_later)
{
	for (int block = 1; block <= BLOCKS; block++)
		add_block_of(block, block % 2 ? 500 : 10000, 1000);
	struct breakeven found = breakeven("other", "stops");
	ck_assert_double_lt(found.attach_ns.lo, 0);
	ck_assert_double_eq(found.calls.lo, 0);
	ck_assert_double_eq_tol(found.calls.hi, 1, CLOSE);
	ck_assert_str_eq(breakeven_verdict(&found), "later");
}
END_TEST

START_TEST(a_tie_never_pays)
{
	for (int block = 1; block <= BLOCKS; block++)
		add_block_of(block, 91000, 10000);
	struct breakeven found = breakeven("other", "stops");
	ck_assert_double_eq(found.saved_ns.value, 0);
	ck_nothing(found.calls);
	ck_assert_str_eq(breakeven_verdict(&found), "inconclusive");
}
END_TEST

START_TEST(what_costs_more_never_pays)
{
	for (int block = 1; block <= BLOCKS; block++)
		add_block_of(block, 500, 11000);
	struct breakeven found = breakeven("other", "stops");
	ck_nothing(found.calls);
	ck_assert_str_eq(breakeven_verdict(&found), "inconclusive");
}
END_TEST

/* In two blocks of eight it saves nothing: a value, but no upper end. */
START_TEST(unbounded)
{
	for (int block = 1; block <= BLOCKS; block++)
		add_block_of(block, 91000, block % 4 ? 1000 : 12000);
	struct breakeven found = breakeven("other", "stops");
	ck_assert_double_eq_tol(found.calls.value, 10, CLOSE);
	ck_assert_double_eq_tol(found.calls.lo, 10, CLOSE);
	ck_assert_double_nan(found.calls.hi);
	ck_assert_str_eq(breakeven_verdict(&found), "inconclusive");
}
END_TEST

/* Half of the blocks never pay: there is no median, not even a large one. */
START_TEST(divided)
{
	for (int block = 1; block <= BLOCKS; block++)
		add_block_of(block, 91000, block % 2 ? 1000 : 12000);
	struct breakeven found = breakeven("other", "stops");
	ck_assert_double_nan(found.calls.value);
	ck_assert_double_eq_tol(found.calls.lo, 10, CLOSE);
	ck_assert_str_eq(breakeven_verdict(&found), "inconclusive");
}
END_TEST

/* Blocks that join, as all that save nothing come last, have no upper end either. */
START_TEST(unbounded_when_joined)
{
	for (int block = 1; block <= 64; block++)
		add_block_of(block, 91000, block <= 40 ? 1000 : 12000);
	struct breakeven found = breakeven("other", "stops");
	ck_assert_double_eq_tol(found.calls.value, 10, CLOSE);
	ck_assert_double_nan(found.calls.hi);
	ck_assert_str_eq(breakeven_verdict(&found), "inconclusive");
}
END_TEST

/* Where nothing was timed, the exec took 90 us longer than the mean of the baseline's. */
START_TEST(by_the_exec)
{
	for (int block = 1; block <= BLOCKS; block++) {
		add_block_of(block, 91000, 1000);
		add_inside(block, EXEC_NS + 91000, 1000);
	}
	struct breakeven found = breakeven("inside", "stops");
	ck_point(found.attach_ns, 90000);
	ck_point(found.calls, 10);
	ck_assert_str_eq(breakeven_verdict(&found), "later");
	struct estimate ns;
	ck_assert_int_eq(summary_attach(&dataset, group_of("inside"), &ns), 0);
	ck_interval(ns.value, ns.lo, ns.hi, 91000, 90000, 92000);
	ck_assert_int_eq(summary_attach(&dataset, group_of("stops"), &ns), 0);
	ck_point(ns, 1000);
	ck_assert_int_eq(summary_attach(&dataset, group_of("untraced"), &ns), 0);
	ck_nothing(ns);
}
END_TEST

START_TEST(without_a_time_to_attach)
{
	for (int block = 1; block <= BLOCKS; block++) {
		add_block_of(block, 91000, 1000);
		add_inside(block, block == 5 ? ABSENT : EXEC_NS, 1000);
	}
	struct breakeven found = breakeven("inside", "stops");
	ck_nothing(found.attach_ns);
	ck_nothing(found.calls);
	ck_assert_str_eq(breakeven_verdict(&found), "");
}
END_TEST

START_TEST(too_few_blocks)
{
	for (int block = 1; block <= 5; block++)
		add_block_of(block, 91000, 1000);
	struct breakeven found = breakeven("other", "stops");
	ck_assert_double_eq_tol(found.calls.value, 10, CLOSE);
	ck_assert_double_nan(found.calls.hi);
	ck_assert_str_eq(breakeven_verdict(&found), "");
}
END_TEST

START_TEST(no_shared_block)
{
	add(timed("stops", 1, 1000, 10000));
	add(timed("other", 2, 91000, 1000));
	struct breakeven found = breakeven("other", "stops");
	ck_nothing(found.attach_ns);
	ck_nothing(found.saved_ns);
	ck_assert_str_eq(breakeven_verdict(&found), "");
}
END_TEST

static Suite *suite(void)
{
	Suite *breakevens = suite_create("breakeven");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, free_dataset);
	tcase_add_test(all, later);
	tcase_add_test(all, interval);
	tcase_add_test(all, at_once);
	tcase_add_test(all, at_once_or_later);
	tcase_add_test(all, a_tie_never_pays);
	tcase_add_test(all, what_costs_more_never_pays);
	tcase_add_test(all, unbounded);
	tcase_add_test(all, divided);
	tcase_add_test(all, unbounded_when_joined);
	tcase_add_test(all, by_the_exec);
	tcase_add_test(all, without_a_time_to_attach);
	tcase_add_test(all, too_few_blocks);
	tcase_add_test(all, no_shared_block);
	suite_add_tcase(breakevens, all);
	return breakevens;
}

int main(void)
{
	return run_suite(suite());
}
