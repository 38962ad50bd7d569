/* Two modes against each other, block by block. */
#include <check.h>

#include "analysis/summary.h"
#include "run.h"
#include "runs.h"
#include "summaries.h"

START_TEST(ratio_of_shared_blocks)
{
	struct estimate ratio;
	for (int block = 1; block <= 8; block++)
		add(run_of("slow", "treatment", block, block > 6 ? 1 : 3000 * block));
	for (int block = 0; block <= 6; block++)
		add(run_of("fast", "treatment", block, block ? 1000 * block : 77));
	dataset_sort(&dataset);
	ck_assert_int_eq(summary_ratio(group_of("slow"), group_of("fast"), 0.95, &ratio), 0);
	ck_interval(ratio.value, ratio.lo, ratio.hi, 3, 3, 3);
	ck_assert_int_eq(summary_ratio(group_of("fast"), group_of("slow"), 0.95, &ratio), 0);
	ck_interval(ratio.value, ratio.lo, ratio.hi, 1.0 / 3, 1.0 / 3, 1.0 / 3);
}
END_TEST

/* The methods are compared with memcpy by size: with its first run in each block. */
START_TEST(ratio_with_a_baseline)
{
	struct estimate ratio;
	for (int block = 1; block <= 6; block++) {
		add_pair(block, 1000, 4000);
		add_mode(block, 5000);
	}
	dataset_sort(&dataset);
	ck_assert_int_eq(summary_ratio(group_of("traced"), group_of("untraced"), 0.95, &ratio), 0);
	ck_interval(ratio.value, ratio.lo, ratio.hi, 5, 5, 5);
	ck_assert_int_eq(summary_ratio(group_of("untraced"), group_of("traced"), 0.95, &ratio), 0);
	ck_interval(ratio.value, ratio.lo, ratio.hi, 0.2, 0.2, 0.2);
}
END_TEST

/* Blocks differ in level; one more adds 7 us to a run, in one block 9; a block that lacks a member
 * says nothing. */
START_TEST(slope_of_a_family)
{
	static const char *const names[] = { "stack-1", "stack-8", "stack-32" };
	static const double numbers[] = { 1, 8, 32 };
	const struct group *members[3];
	struct family family = { members, numbers, 3 };
	struct estimate slope;
	for (int block = 1; block <= 8; block++)
		for (int i = 0; i < (block == 7 ? 2 : 3); i++) {
			double ns = 1000 * block + (block == 8 ? 9000 : 7000) * numbers[i];
			add(run_of(names[i], "treatment", block, (int64_t)ns));
		}
	dataset_sort(&dataset);
	for (int i = 0; i < 3; i++)
		members[i] = group_of(names[i]);
	ck_assert_int_eq(summary_slope(&family, 0.95, &slope), 0);
	ck_interval(slope.value, slope.lo, slope.hi, 350, 350, 450); /* 20 calls a run */
	family.n = 1;
	ck_assert_int_eq(summary_slope(&family, 0.95, &slope), 0);
	ck_assert_double_nan(slope.value);
}
END_TEST

START_TEST(ratio_of_none)
{
	struct estimate ratio;
	add(run_of("slow", "treatment", 1, 3000));
	add(run_of("fast", "treatment", 2, 1000));
	dataset_sort(&dataset);
	ck_assert_int_eq(summary_ratio(group_of("slow"), group_of("fast"), 0.95, &ratio), 0);
	ck_assert_double_nan(ratio.value);
	ck_assert_double_nan(ratio.lo);
}
END_TEST

static Suite *suite(void)
{
	Suite *ratios = suite_create("ratios");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, free_dataset);
	tcase_add_test(all, ratio_of_shared_blocks);
	tcase_add_test(all, ratio_with_a_baseline);
	tcase_add_test(all, slope_of_a_family);
	tcase_add_test(all, ratio_of_none);
	suite_add_tcase(ratios, all);
	return ratios;
}

int main(void)
{
	return run_suite(suite());
}
