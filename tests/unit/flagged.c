/* Flagged runs: how many there are, and whether they matter. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "analysis/summary.h"
#include "run.h"
#include "runs.h"
#include "summaries.h"

START_TEST(flagged_runs_are_counted_and_used)
{
	for (int block = 1; block <= 6; block++) {
		struct run_row row = run_of("traced", "treatment", block, 20000);
		strcpy(row.flags, block % 3 ? "" : "migrated;steal");
		add(row);
		add_pair(block, 1000, 4000);
	}
	ck_assert_int_eq(summarised("traced").flagged, 2);
	ck_assert_int_eq(summarised("traced").blocks, 6);
	ck_assert_int_eq(summarised("untraced").flagged, 0);
}
END_TEST

/* Twelve blocks, twice as slow; `flagged` of them have other slowdowns, and a flag on one run. */
static void add_flagged(int flagged, const char *role, int64_t wall_ns)
{
	for (int block = 0; block < 12; block++) {
		bool is = block % 2 == 0 && block / 2 < flagged;
		struct run_row rows[] = { run_of("untraced", "baseline-a", block, 1000),
			run_of("untraced", "baseline-b", block, 1000),
			run_of("traced", "treatment", block, is ? wall_ns : 2000 + block % 4) };
		for (int i = 0; i < LENGTH(rows); i++) {
			if (is && strcmp(rows[i].role, role) == 0)
				strcpy(rows[i].flags, "steal");
			add(rows[i]);
		}
	}
}

/* A flag on any of the three runs leaves the block out. */
static const char *const flagged_roles[] = { "treatment", "baseline-a", "baseline-b" };

START_TEST(estimate_without_flagged_runs)
{
	add_flagged(4, flagged_roles[_i], 90000);
	struct summary_row row = summarised("traced");
	ck_assert_int_eq(row.blocks, 12);
	ck_assert_double_gt(row.slowdown.hi, 80);
	ck_assert_double_lt(row.slowdown_unflagged.hi, 2.1);
	ck_assert_double_ge(row.slowdown_unflagged.lo, 2 - CLOSE);
	ck_assert_double_ge(row.slowdown_unflagged.value, row.slowdown_unflagged.lo);
	ck_assert_str_eq(row.flags_matter, "no"); /* it lies within the interval of all */
}
END_TEST

START_TEST(flags_matter)
{
	for (int block = 0; block < 24; block++) {
		bool is = block % 4 != 0;
		struct run_row row = run_of("traced", "treatment", block, is ? 9000 : 2000);
		strcpy(row.flags, is ? "steal" : "");
		add(row);
		add_pair(block, 1000, 1000);
	}
	struct summary_row row = summarised("traced");
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 9, 9, 9);
	ck_interval(row.slowdown_unflagged.value, row.slowdown_unflagged.lo,
		row.slowdown_unflagged.hi, 2, 2, 2);
	ck_assert_str_eq(row.flags_matter, "yes");
}
END_TEST

START_TEST(few_or_none_are_unflagged)
{
	for (int block = 0; block < 12; block++) {
		struct run_row row = run_of("traced", "treatment", block, 2000);
		strcpy(row.flags, block < _i ? "" : "steal");
		add(row);
		add_pair(block, 1000, 1000);
	}
	struct summary_row row = summarised("traced");
	ck_assert(isnan(row.slowdown_unflagged.value) == (_i == 0));
	ck_assert(isnan(row.slowdown_unflagged.lo) == (_i < 6));
	ck_assert(isnan(row.slowdown_unflagged.hi) == (_i < 6));
	ck_assert_str_eq(row.flags_matter, _i < 6 ? "" : "no");
}
END_TEST

/* There is no interval that the estimate could lie in. */
START_TEST(flags_of_few_blocks)
{
	for (int block = 0; block < 5; block++) {
		struct run_row row = run_of("traced", "treatment", block, 2000);
		strcpy(row.flags, block ? "" : "steal");
		add(row);
		add_pair(block, 1000, 1000);
	}
	struct summary_row row = summarised("traced");
	ck_assert_double_eq_tol(row.slowdown_unflagged.value, 2, CLOSE);
	ck_assert_double_nan(row.slowdown_unflagged.lo);
	ck_assert_str_eq(row.flags_matter, "");
}
END_TEST

/* A flag on a baseline that no run is compared with says nothing about the slowdown. */
START_TEST(flag_on_another_baseline)
{
	for (int block = 1; block <= 6; block++) {
		add_long_block(block, 2);
		struct run_row row = run_of("untraced", "baseline-between", block, 9000);
		row.position = 9;
		strcpy(row.flags, "steal");
		add(row);
	}
	struct summary_row row = summarised("traced");
	ck_assert_double_nan(row.slowdown_unflagged.value);
	ck_assert_str_eq(row.flags_matter, "");
	ck_assert_int_eq(summarised("untraced").flagged, 6);
}
END_TEST

static void add_flags(const char *flags)
{
	struct run_row row = run_of("traced", "treatment", 1, 1000);
	strcpy(row.flags, flags);
	add(row);
}

static size_t times(const char *flag)
{
	size_t n = 0;
	for (size_t i = 0; i < dataset.n_causes; i++)
		n += strcmp(dataset.causes[i].flag, flag) == 0 ? dataset.causes[i].n : 0;
	return n;
}

START_TEST(causes)
{
	static const char *const flags[] = { "", "steal;busy", "steal", "busy;steal;warm-up", "ste",
		"steal;busy;", ";", ";;busy" };
	for (int i = 0; i < LENGTH(flags); i++)
		add_flags(flags[i]);
	ck_assert_uint_eq(dataset.n_causes, 4);
	ck_assert_uint_eq(times("steal"), 4);
	ck_assert_uint_eq(times("busy"), 4);
	ck_assert_uint_eq(times("warm-up"), 1);
	ck_assert_uint_eq(times("ste"), 1);
}
END_TEST

/* A file from elsewhere may have any: more kinds than are kept, and names that are too long. */
START_TEST(causes_of_a_strange_file)
{
	char flag[64];
	add_flags("a-name-of-twenty-three-x;a-name-of-twenty-three-c");
	ck_assert_uint_eq(dataset.n_causes, 0);
	for (int i = 0; i < CAUSES_MAX + 5; i++) {
		snprintf(flag, sizeof flag, "f%d;f0", i);
		add_flags(flag);
	}
	ck_assert_uint_eq(dataset.n_causes, CAUSES_MAX);
	ck_assert_uint_eq(times("f0"), CAUSES_MAX + 6);
	ck_assert_uint_eq(times("f15"), 1);
	ck_assert_uint_eq(times("f16"), 0);
	ck_assert_uint_eq(group_of("traced")->flagged, CAUSES_MAX + 6);
}
END_TEST

static Suite *suite(void)
{
	Suite *flagged_suite = suite_create("flagged");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, free_dataset);
	tcase_add_test(all, flagged_runs_are_counted_and_used);
	tcase_add_loop_test(all, estimate_without_flagged_runs, 0, LENGTH(flagged_roles));
	tcase_add_test(all, flags_matter);
	tcase_add_loop_test(all, few_or_none_are_unflagged, 0, 8);
	tcase_add_test(all, flags_of_few_blocks);
	tcase_add_test(all, flag_on_another_baseline);
	tcase_add_test(all, causes);
	tcase_add_test(all, causes_of_a_strange_file);
	suite_add_tcase(flagged_suite, all);
	return flagged_suite;
}

int main(void)
{
	return run_suite(suite());
}
