/* Slowdowns, their intervals and verdicts. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "analysis/summary.h"
#include "run.h"
#include "runs.h"
#include "summaries.h"

/* What is found, of half an interval at 95 %, with 90 % power: (1.959964 + 1.281552) / 1.959964. */
static const double POWER = 1.65387;

START_TEST(tenfold)
{
	for (int block = 1; block <= 6; block++)
		add_block(block);
	struct summary_row row = summarised("traced");
	ck_assert_str_eq(row.workload, "getpid");
	ck_assert_str_eq(row.placement, "same");
	ck_assert_str_eq(row.mode, "traced");
	ck_assert_int_eq(row.size, 0);
	ck_assert_int_eq(row.blocks, 6);
	ck_assert_int_eq(row.flagged, 0);
	/* each block is divided about all between */
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 10, 5, 20);
	ck_interval(row.slowdown.value, row.joint_lo, row.joint_hi, 10, 5, 20);
	/* per call 1000 i, above 50 i by 950 i and above 200 i by 800 i; of i = 1..6 */
	ck_interval(
		row.ns_per_call.value, row.ns_per_call.lo, row.ns_per_call.hi, 3500, 1000, 6000);
	ck_interval(row.added_ns.value, row.added_ns.lo, row.added_ns.hi, 3025, 800, 5700);
	ck_assert_double_eq_tol(row.smallest_detectable, POWER * log(20.0 / 5) / 2, 1e-4);
	ck_assert_int_eq(row.joined, 1);
	ck_assert_double_nan(row.slowdown_unflagged.value);
	ck_assert_str_eq(row.flags_matter, "");
	ck_assert_str_eq(row.verdict, "slower");
}
END_TEST

START_TEST(baseline_against_itself)
{
	for (int block = 1; block <= 6; block++)
		add_block(block);
	struct summary_row row = summarised("untraced");
	ck_assert_int_eq(row.blocks, 6);
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 4, 4, 4);
	/* 50 i and 200 i, both runs; and 200 i - 50 i */
	ck_interval(row.ns_per_call.value, row.ns_per_call.lo, row.ns_per_call.hi, 275, 50, 1200);
	ck_interval(row.added_ns.value, row.added_ns.lo, row.added_ns.hi, 525, 150, 900);
}
END_TEST

START_TEST(interval_of_different_blocks)
{
	static const int times[] = { 8, 2, 16, 4, 32, 1 };
	for (int block = 0; block < LENGTH(times); block++) {
		add_pair(block, 1000, 1000);
		add_mode(block, 1000 * times[block]);
	}
	struct summary_row row = summarised("traced");
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, sqrt(4 * 8), 1, 32);
	ck_assert_double_eq_tol(row.smallest_detectable, POWER * log(32) / 2, 1e-4);
	ck_assert_str_eq(row.verdict, "inconclusive");
}
END_TEST

/* Slowdowns of 1..16 times a thousandth, in an order without correlation. */
static void add_sixteen(int64_t baseline_ns)
{
	for (int block = 1; block <= 16; block++) {
		add_pair(block, baseline_ns, baseline_ns);
		add_mode(block, 1000 * (block * 5 % 17));
	}
	dataset_sort(&dataset);
}

/* With 16 blocks, the ranks are 4 and 13 at 95 %, 3 and 14 at 99 %; for the baseline too, b against
 * a. */
START_TEST(slowdown_at_a_confidence)
{
	struct estimate slowdown;
	add_sixteen(1000);
	ck_assert_int_eq(summary_slowdown(&dataset, group_of("traced"), 0.95, &slowdown), 0);
	ck_interval(slowdown.value, slowdown.lo, slowdown.hi, sqrt(8 * 9), 4, 13);
	ck_assert_int_eq(summary_slowdown(&dataset, group_of("traced"), 0.99, &slowdown), 0);
	ck_interval(slowdown.value, slowdown.lo, slowdown.hi, sqrt(8 * 9), 3, 14);
	ck_assert_int_eq(summary_slowdown(&dataset, group_of("untraced"), 0.99, &slowdown), 0);
	ck_interval(slowdown.value, slowdown.lo, slowdown.hi, 1, 1, 1);
}
END_TEST

/* At 99.5 % it is from x_3, which is below 1, where x_4 is above. */
START_TEST(verdict_at_a_confidence)
{
	static const struct judgement strict = { 0.05, 0.995, 0.95 }, mild = { 0.05, 0.95, 0.995 };
	struct summary_row row;
	add_sixteen(3500);
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &ALONE, &row), 0);
	ck_interval(row.slowdown.value, row.joint_lo, row.joint_hi, sqrt(8 * 9) / 3.5, 4 / 3.5,
		13 / 3.5);
	ck_assert_str_eq(row.verdict, "slower");
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &mild, &row), 0);
	ck_assert_double_eq_tol(row.joint_lo, 4 / 3.5, 1e-9);
	ck_assert_str_eq(row.verdict, "slower");
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &strict, &row), 0);
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, sqrt(8 * 9) / 3.5,
		4 / 3.5, 13 / 3.5);
	ck_interval(row.slowdown.value, row.joint_lo, row.joint_hi, sqrt(8 * 9) / 3.5, 3 / 3.5,
		14 / 3.5);
	ck_assert_str_eq(row.verdict, "inconclusive");
}
END_TEST

/* At 95 % the interval is within 1.14 .. 3.71, at 99.5 % within 0.86 .. 4. */
START_TEST(equivalence_at_a_confidence)
{
	static const struct judgement mild = { 2.8, 0.995, 0.95 }, strict = { 2.8, 0.95, 0.995 };
	struct summary_row row;
	add_sixteen(3500);
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &mild, &row), 0);
	ck_assert_str_eq(row.verdict, "equivalent");
	ck_assert_double_eq_tol(row.joint_hi, 13 / 3.5, 1e-9);
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &strict, &row), 0);
	ck_assert_str_eq(row.verdict, "slower");
	ck_assert_double_eq_tol(row.joint_hi, 13 / 3.5, 1e-9);
}
END_TEST

/* Six blocks have an interval at 95 %, but none at 99.5 %: no verdict either. */
START_TEST(too_few_for_the_verdict)
{
	static const struct judgement strict = { 0.05, 0.995, 0.995 };
	struct summary_row row;
	for (int block = 1; block <= 6; block++)
		add_block(block);
	dataset_sort(&dataset);
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &strict, &row), 0);
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 10, 5, 20);
	ck_assert_double_nan(row.joint_lo);
	ck_assert_double_nan(row.joint_hi);
	ck_assert_str_eq(row.verdict, "");
}
END_TEST

START_TEST(number_of_verdicts)
{
	ck_assert_uint_eq(summary_verdicts(&dataset), 0);
	add_pair(1, 1000, 1000);
	add_mode(1, 1000);
	struct run_row alone = run_of("traced", "treatment", 1, 1000);
	strcpy(alone.placement, "cross");
	add(alone);
	ck_assert_uint_eq(summary_verdicts(&dataset), 2);
}
END_TEST

/* The median of all differences, of each run from both of its pair: skewed, their means would
 * give another. */
START_TEST(differences_are_pooled)
{
	static const int64_t seconds[] = { 1000, 64000, 1000, 1000, 32000, 1000, 1000 };
	for (int block = 0; block < LENGTH(seconds); block++) {
		add_pair(block, 1000, seconds[block]);
		add_mode(block, 3000);
	}
	struct summary_row row = summarised("traced");
	ck_assert_int_eq(row.blocks, 7);
	ck_assert_double_eq_tol(row.slowdown.value, 3, CLOSE);
	ck_assert_double_eq_tol(row.added_ns.value, 100, CLOSE * 100);
}
END_TEST

START_TEST(dependent_blocks_are_joined)
{
	for (int block = 0; block < 64; block++) {
		add_pair(block, 1000, 1000);
		add_mode(block, 1000 * ((block / 4 + 1) * 5 % 17));
	}
	struct summary_row row = summarised("traced");
	ck_assert_int_eq(row.blocks, 64);
	ck_assert_int_eq(row.joined, 4);
	/* of the means of two of ln 1 to ln 16, the 30th from either end */
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, sqrt(8 * 9), sqrt(20),
		sqrt(120));
}
END_TEST

START_TEST(verdict_at_the_margin)
{
	static const struct judgement strict = { 0.02, 0.95, 0.95 };
	struct summary_row row;
	for (int block = 0; block < 6; block++) {
		add_pair(block, 1000, 1000);
		add_mode(block, 1030);
	}
	ck_assert_str_eq(summarised("traced").verdict, "equivalent");
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &strict, &row), 0);
	ck_assert_str_eq(row.verdict, "slower");
}
END_TEST

START_TEST(five_blocks_have_no_interval)
{
	for (int block = 1; block <= 5; block++)
		add_block(block);
	struct summary_row row = summarised("traced");
	ck_assert_double_eq_tol(row.slowdown.value, 10, CLOSE);
	ck_assert_double_nan(row.slowdown.lo);
	ck_assert_double_nan(row.added_ns.hi);
	ck_assert_str_eq(row.verdict, "");
}
END_TEST

static Suite *suite(void)
{
	Suite *summary = suite_create("summary");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, free_dataset);
	tcase_add_test(all, tenfold);
	tcase_add_test(all, baseline_against_itself);
	tcase_add_test(all, interval_of_different_blocks);
	tcase_add_test(all, slowdown_at_a_confidence);
	tcase_add_test(all, verdict_at_a_confidence);
	tcase_add_test(all, equivalence_at_a_confidence);
	tcase_add_test(all, too_few_for_the_verdict);
	tcase_add_test(all, number_of_verdicts);
	tcase_add_test(all, differences_are_pooled);
	tcase_add_test(all, dependent_blocks_are_joined);
	tcase_add_test(all, verdict_at_the_margin);
	tcase_add_test(all, five_blocks_have_no_interval);
	suite_add_tcase(summary, all);
	return summary;
}

int main(void)
{
	return run_suite(suite());
}
