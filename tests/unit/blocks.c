/* Which runs are compared with each other. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "analysis/summary.h"
#include "run.h"
#include "runs.h"
#include "summaries.h"

/* At a position the positions of its pair: on either side, and at the ends the two nearest. */
static const struct {
	int position, before, after;
} pairs[] = { { 0, 1, 4 }, { 2, 1, 4 }, { 3, 1, 4 }, { 5, 4, 8 }, { 7, 4, 8 }, { 9, 8, 10 },
	{ 11, 8, 10 }, { 32767, 8, 10 } };

START_TEST(nearest_baselines)
{
	const struct observation *pair[2];
	int before = pairs[_i].before, after = pairs[_i].after;
	for (int block = 1; block <= 6; block++)
		add_long_block(block, pairs[_i].position);
	struct summary_row row = summarised("traced");
	struct block block = group_block(group_of("untraced"), 3);
	ck_assert_uint_eq(block.n, 4);
	ck_assert(block_pair(block, pairs[_i].position, pair));
	ck_assert_int_eq(pair[0]->position, before);
	ck_assert_int_eq(pair[1]->position, after);
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi,
		100 / sqrt(before * after), 100.0 / after, 100.0 / before);
}
END_TEST

/* The control is b against a, wherever others stand; and its time is that of these two. */
START_TEST(control_leaves_out_those_between)
{
	for (int block = 1; block <= 6; block++)
		add_long_block(block, 2);
	struct summary_row row = summarised("untraced");
	ck_assert_int_eq(row.blocks, 6);
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 10, 10, 10);
	ck_interval(row.ns_per_call.value, row.ns_per_call.lo, row.ns_per_call.hi, 275, 50, 500);
}
END_TEST

START_TEST(no_pair_of_less_than_two)
{
	const struct observation *pair[2] = { NULL, NULL };
	add(run_of("untraced", "baseline-a", 1, 1000));
	dataset_sort(&dataset);
	ck_assert(!block_pair(group_block(group_of("untraced"), 1), 1, pair));
	ck_assert(!block_pair(group_block(group_of("untraced"), 0), 1, pair));
	ck_assert(!block_pair(group_block(group_of("untraced"), 2), 1, pair));
	ck_assert_ptr_null(pair[0]);
}
END_TEST

/* A file from elsewhere may call two modes of a cell its baseline: the first is. */
START_TEST(two_baselines_in_a_cell)
{
	for (int block = 1; block <= 6; block++) {
		add_pair(block, 1000, 4000);
		add(run_of("other", "baseline-a", block, 8000));
		add(run_of("other", "baseline-b", block, 8000));
	}
	struct summary_row row = summarised("other");
	ck_interval(row.ns_per_call.value, row.ns_per_call.lo, row.ns_per_call.hi, 400, 400, 400);
}
END_TEST

START_TEST(blocks_that_lack_a_baseline)
{
	for (int block = 1; block <= 6; block++)
		add_block(block);
	add(run_of("untraced", "baseline-a", 7, 1000));
	add_mode(7, 999000);
	add(run_of("untraced", "baseline-b", 8, 9000));
	add_mode(8, 1);
	add_mode(9, 5);
	add_pair(10, 1000, 4000);
	struct summary_row row = summarised("traced");
	ck_assert_int_eq(row.blocks, 6);
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 10, 5, 20);
	row = summarised("untraced");
	ck_assert_int_eq(row.blocks, 7);
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 4, 4, 4);
}
END_TEST

START_TEST(no_baseline_at_all)
{
	for (int block = 1; block <= 6; block++)
		add_mode(block, 1000);
	struct summary_row row = summarised("traced");
	ck_assert_int_eq(row.blocks, 0);
	ck_assert_double_nan(row.slowdown.value);
	ck_assert_double_nan(row.slowdown.lo);
	ck_assert_double_nan(row.ns_per_call.value);
	ck_assert_double_nan(row.smallest_detectable);
	ck_assert_str_eq(row.verdict, "");
	ck_assert_ptr_null(dataset_baseline(&dataset, group_of("traced")));
}
END_TEST

/* Rows in the order of a shuffled campaign, and as many as make arrays grow. */
START_TEST(order_of_rows_is_nothing)
{
	for (int i = 0; i < 100; i++) {
		int block = i * 37 % 100 + 1;
		add_mode(block, 20000 * block);
		add(run_of("untraced", "baseline-b", 101 - block, 4000 * (101 - block)));
	}
	for (int block = 100; block >= 1; block--)
		add(run_of("untraced", "baseline-a", block, 1000 * block));
	struct summary_row row = summarised("traced");
	ck_assert_int_eq(row.blocks, 100);
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 10, 5, 20);
	ck_assert_double_eq_tol(row.ns_per_call.value, 50500, 1e-6);
}
END_TEST

static void add_to_cell(const char *workload, int64_t size, const char *placement, int64_t wall_ns)
{
	for (int block = 0; block < 6; block++) {
		struct run_row rows[] = { run_of("untraced", "baseline-a", block, 1000),
			run_of("untraced", "baseline-b", block, 1000),
			run_of("traced", "treatment", block, wall_ns) };
		for (int i = 0; i < LENGTH(rows); i++) {
			strcpy(rows[i].workload, workload);
			strcpy(rows[i].placement, placement);
			rows[i].size = size;
			add(rows[i]);
		}
	}
}

static void ck_cell(const char *workload, int64_t size, const char *placement, double slowdown)
{
	struct summary_row row;
	const struct group *group =
		dataset_group(&dataset, key_of(workload, size, placement, "traced"));
	ck_assert_ptr_nonnull(group);
	ck_assert_int_eq(summary_of(&dataset, group, &ALONE, &row), 0);
	ck_assert_int_eq(row.blocks, 6);
	ck_assert_int_eq(row.size, size);
	ck_assert_double_eq_tol(row.slowdown.value, slowdown, CLOSE);
	const struct group *baseline = dataset_baseline(&dataset, group);
	ck_assert_ptr_eq(
		baseline, dataset_group(&dataset, key_of(workload, size, placement, "untraced")));
}

START_TEST(cells_are_apart)
{
	add_to_cell("getpid", 0, "same", 2000);
	add_to_cell("getpid", 0, "cross", 3000);
	add_to_cell("file-io", 1, "same", 4000);
	add_to_cell("file-io", 4096, "same", 5000);
	dataset_sort(&dataset);
	ck_assert_uint_eq(dataset.n_groups, 8);
	ck_cell("getpid", 0, "same", 2);
	ck_cell("getpid", 0, "cross", 3);
	ck_cell("file-io", 1, "same", 4);
	ck_cell("file-io", 4096, "same", 5);
	ck_assert_ptr_null(dataset_group(&dataset, key_of("file-io", 2, "same", "traced")));
}
END_TEST

static void add_gap(const char *mode, const char *status, const char *reason, int block)
{
	struct run_row row = run_of(mode, "treatment", block, ABSENT);
	strcpy(row.status, status);
	strcpy(row.reason, reason);
	add(row);
}

static void ck_gap(const char *mode, const char *status, const char *reason, size_t n)
{
	size_t found = 0;
	for (size_t i = 0; i < dataset.n_gaps; i++) {
		const struct gap *gap = &dataset.gaps[i];
		if (strcmp(gap->mode, mode) != 0 || strcmp(gap->reason, reason) != 0)
			continue;
		found++;
		ck_assert_uint_eq(gap->n, n);
		ck_assert_str_eq(gap->status, status);
		ck_assert_str_eq(gap->workload, "getpid");
		ck_assert_str_eq(gap->placement, "same");
		ck_assert_int_eq(gap->size, 0);
	}
	ck_assert_uint_eq(found, 1);
}

START_TEST(gaps)
{
	for (int block = 1; block <= 6; block++) {
		add_block(block);
		add_gap("other", "skip", "no seccomp here", block);
	}
	add_gap("traced", "fail", "stops: 19 of 20", 7);
	add_gap("traced", "fail", "timed out", 8);
	add_gap("traced", "fail", "stops: 19 of 20", 9);
	ck_assert_uint_eq(dataset.n_gaps, 3);
	ck_gap("other", "skip", "no seccomp here", 6);
	ck_gap("traced", "fail", "stops: 19 of 20", 2);
	ck_gap("traced", "fail", "timed out", 1);
	ck_assert_uint_eq(dataset.n_groups, 2);
	ck_assert_int_eq(summarised("traced").blocks, 6);
}
END_TEST

/* A run that failed may hold figures all the same. */
START_TEST(figures_of_a_failed_run)
{
	struct run_row row = run_of("traced", "treatment", 6, 1);
	for (int block = 1; block <= 5; block++)
		add_block(block);
	add_pair(6, 1000, 4000);
	strcpy(row.status, "fail");
	add(row);
	ck_assert_int_eq(summarised("traced").blocks, 5);
	ck_assert_uint_eq(dataset.n_gaps, 1);
}
END_TEST

START_TEST(last_places_are_used)
{
	struct run_row rows[] = { run_of("untraced", "baseline-a", INT32_MAX, 1000),
		run_of("untraced", "baseline-b", INT32_MAX, 1000),
		run_of("traced", "treatment", INT32_MAX, 2000) };
	rows[1].position = INT16_MAX;
	rows[0].position = 0;
	for (int i = 0; i < LENGTH(rows); i++)
		add(rows[i]);
	ck_assert_int_eq(summarised("traced").blocks, 1);
	ck_assert_double_eq_tol(summarised("traced").slowdown.value, 2, CLOSE);
}
END_TEST

static Suite *suite(void)
{
	Suite *blocks = suite_create("blocks");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, free_dataset);
	tcase_add_loop_test(all, nearest_baselines, 0, LENGTH(pairs));
	tcase_add_test(all, control_leaves_out_those_between);
	tcase_add_test(all, no_pair_of_less_than_two);
	tcase_add_test(all, two_baselines_in_a_cell);
	tcase_add_test(all, blocks_that_lack_a_baseline);
	tcase_add_test(all, no_baseline_at_all);
	tcase_add_test(all, order_of_rows_is_nothing);
	tcase_add_test(all, cells_are_apart);
	tcase_add_test(all, gaps);
	tcase_add_test(all, figures_of_a_failed_run);
	tcase_add_test(all, last_places_are_used);
	suite_add_tcase(blocks, all);
	return blocks;
}

int main(void)
{
	return run_suite(suite());
}
