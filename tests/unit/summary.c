#include <check.h>
#include <malloc.h>
#include <math.h>
#include <string.h>

#include "analysis/summary.h"
#include "run.h"
#include "runs.h"

/* Of half an interval at 95 %, what is found with 90 % power: (1.959964 + 1.281552) / 1.959964. */
static const double POWER = 1.65387;
static const struct judgement ALONE = { 0.05, 1 }; /* the one verdict of its table */

static struct summary_row summarised(const char *mode)
{
	struct summary_row row;
	dataset_sort(&dataset);
	ck_assert_int_eq(summary_of(&dataset, group_of(mode), &ALONE, &row), 0);
	return row;
}

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

/* Of 16 the ranks 4 and 13 at 95 %, 3 and 14 at 99 %; of the baseline the same, b against a. */
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

/* Of ten verdicts each at 99.5 %: from x_3, which is below 1, where x_4 is above. */
START_TEST(verdicts_hold_together)
{
	static const struct judgement of_ten = { 0.05, 10 }, of_none = { 0.05, 0 };
	struct summary_row row;
	add_sixteen(3500);
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &ALONE, &row), 0);
	ck_interval(row.slowdown.value, row.joint_lo, row.joint_hi, sqrt(8 * 9) / 3.5, 4 / 3.5,
		13 / 3.5);
	ck_assert_str_eq(row.verdict, "slower");
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &of_none, &row), 0);
	ck_assert_str_eq(row.verdict, "slower");
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &of_ten, &row), 0);
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, sqrt(8 * 9) / 3.5,
		4 / 3.5, 13 / 3.5);
	ck_interval(row.slowdown.value, row.joint_lo, row.joint_hi, sqrt(8 * 9) / 3.5, 3 / 3.5,
		14 / 3.5);
	ck_assert_str_eq(row.verdict, "inconclusive");
}
END_TEST

/* Six blocks have an interval at 95 %, but none at 99.5 %: no verdict either. */
START_TEST(too_few_for_a_joint_interval)
{
	static const struct judgement of_ten = { 0.05, 10 };
	struct summary_row row;
	for (int block = 1; block <= 6; block++)
		add_block(block);
	dataset_sort(&dataset);
	ck_assert_int_eq(summary_of(&dataset, group_of("traced"), &of_ten, &row), 0);
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
	static const struct judgement strict = { 0.02, 1 };
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

/* A long block: baselines at 1, 4, 8 and 10 of 1, 4, 8 and 10 us, and runs of 100 us. */
static void add_long_block(int block, int position)
{
	static const struct {
		const char *role;
		int position;
	} baselines[] = { { "baseline-b", 10 }, { "baseline-between", 4 }, { "baseline-a", 1 },
		{ "baseline-between", 8 } };
	for (int i = 0; i < LENGTH(baselines); i++) {
		int at = baselines[i].position;
		struct run_row row = run_of("untraced", baselines[i].role, block, 1000 * at);
		row.position = at;
		add(row);
	}
	struct run_row row = run_of("traced", "treatment", block, 100000);
	row.position = position;
	add(row);
}

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

/* compute: there is nothing to divide by. */
START_TEST(workload_without_calls)
{
	for (int block = 1; block <= 6; block++) {
		struct run_row rows[] = { run_of("untraced", "baseline-a", block, 1000),
			run_of("untraced", "baseline-b", block, 1000),
			run_of("traced", "treatment", block, 1000) };
		for (int i = 0; i < LENGTH(rows); i++) {
			rows[i].calls = rows[i].stops = 0;
			rows[i].tracee_user_ns = rows[i].tracee_system_ns = 50;
			rows[i].tracer_user_ns = rows[i].tracer_system_ns = 0;
			rows[i].tracee_switches = rows[i].tracer_switches = 0;
			rows[i].counted_ops = 1;
			add(rows[i]);
		}
	}
	struct summary_row row = summarised("traced");
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 1, 1, 1);
	ck_assert_str_eq(row.verdict, "equivalent");
	ck_assert_double_nan(row.ns_per_call.value);
	ck_assert_double_nan(row.ns_per_call.lo);
	ck_assert_double_nan(row.added_ns.value);
	ck_assert_double_nan(row.added_ns.hi);
	ck_assert_double_nan(row.stops_per_call);
	ck_assert_double_nan(row.switches_per_call);
	ck_assert_double_nan(row.cpu_ns_per_call);
	ck_assert_double_eq_tol(row.tracer_share, 0, CLOSE);
	ck_assert_double_nan(summarised("untraced").ns_per_call.value);
}
END_TEST

/* Ops differ, as windows calibrated by time have them: what counts is the time per op. */
START_TEST(ops_differ)
{
	for (int block = 1; block <= 6; block++) {
		struct run_row row = run_of("traced", "treatment", block, 3000);
		row.ops = 5;
		row.calls = 10;
		add_pair(block, 2000, 2000);
		add(row);
	}
	struct summary_row row = summarised("traced");
	ck_assert_double_eq_tol(row.slowdown.value, 3, CLOSE);
	ck_assert_double_eq_tol(row.ns_per_call.value, 300, CLOSE * 300);
	ck_assert_double_eq_tol(row.added_ns.value, 200, CLOSE * 200);
}
END_TEST

START_TEST(figures_per_call)
{
	add(counted());
	struct summary_row row = summarised("traced");
	ck_assert_double_eq_tol(row.stops_per_call, 2, CLOSE);
	ck_assert_double_eq_tol(row.switches_per_call, 5, CLOSE); /* 40 of 4 ops, 2 calls each */
	ck_assert_double_eq_tol(row.cpu_ns_per_call, 50, CLOSE);
	ck_assert_double_eq_tol(row.tracer_share, 0.7, CLOSE);
}
END_TEST

START_TEST(figures_are_ratios_of_totals)
{
	struct run_row other = counted();
	other.ops = 30;
	other.calls = 60;
	other.stops = 120 + 80;
	other.tracee_user_ns = 2000;
	other.tracer_user_ns = 4100; /* 7000 with the 900 below */
	other.tracer_system_ns = 700;
	add(counted());
	add(other);
	struct summary_row row = summarised("traced");
	ck_assert_double_eq_tol(row.stops_per_call, 3, CLOSE);
	ck_assert_double_eq_tol(row.cpu_ns_per_call, 100, CLOSE);
	ck_assert_double_eq_tol(row.tracer_share, 5500.0 / 8000, CLOSE);
}
END_TEST

START_TEST(switches_without_perf)
{
	struct run_row row = counted();
	row.tracer_switches = ABSENT;
	add(row);
	ck_assert_double_eq_tol(summarised("traced").switches_per_call, 0.5, CLOSE);
}
END_TEST

START_TEST(figures_not_measured)
{
	struct run_row row = counted();
	row.tracee_switches = row.tracee_involuntary = row.tracer_user_ns = row.stops = ABSENT;
	add(row);
	struct summary_row summary = summarised("traced");
	ck_assert_double_nan(summary.switches_per_call);
	ck_assert_double_nan(summary.stops_per_call);
	ck_assert_double_nan(summary.cpu_ns_per_call);
	ck_assert_double_nan(summary.tracer_share);
}
END_TEST

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

/* Of memcpy, to which methods are compared by size, the first run in each block. */
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

static void add_summaries(TCase *all)
{
	tcase_add_test(all, tenfold);
	tcase_add_test(all, baseline_against_itself);
	tcase_add_test(all, interval_of_different_blocks);
	tcase_add_test(all, slowdown_at_a_confidence);
	tcase_add_test(all, verdicts_hold_together);
	tcase_add_test(all, too_few_for_a_joint_interval);
	tcase_add_test(all, number_of_verdicts);
	tcase_add_test(all, differences_are_pooled);
	tcase_add_test(all, dependent_blocks_are_joined);
	tcase_add_test(all, verdict_at_the_margin);
	tcase_add_loop_test(all, nearest_baselines, 0, LENGTH(pairs));
	tcase_add_test(all, control_leaves_out_those_between);
	tcase_add_test(all, no_pair_of_less_than_two);
	tcase_add_test(all, two_baselines_in_a_cell);
	tcase_add_test(all, five_blocks_have_no_interval);
	tcase_add_test(all, blocks_that_lack_a_baseline);
	tcase_add_test(all, no_baseline_at_all);
	tcase_add_test(all, order_of_rows_is_nothing);
	tcase_add_test(all, cells_are_apart);
	tcase_add_test(all, gaps);
	tcase_add_test(all, figures_of_a_failed_run);
	tcase_add_test(all, last_places_are_used);
	tcase_add_test(all, workload_without_calls);
	tcase_add_test(all, ops_differ);
	tcase_add_test(all, figures_per_call);
	tcase_add_test(all, figures_are_ratios_of_totals);
	tcase_add_test(all, switches_without_perf);
	tcase_add_test(all, figures_not_measured);
}

static void add_flag_tests(TCase *all)
{
	tcase_add_test(all, flagged_runs_are_counted_and_used);
	tcase_add_loop_test(all, estimate_without_flagged_runs, 0, LENGTH(flagged_roles));
	tcase_add_test(all, flags_matter);
	tcase_add_loop_test(all, few_or_none_are_unflagged, 0, 8);
	tcase_add_test(all, flags_of_few_blocks);
	tcase_add_test(all, flag_on_another_baseline);
	tcase_add_test(all, causes);
	tcase_add_test(all, causes_of_a_strange_file);
}

static void add_others(TCase *all)
{
	tcase_add_test(all, ratio_of_shared_blocks);
	tcase_add_test(all, ratio_with_a_baseline);
	tcase_add_test(all, slope_of_a_family);
	tcase_add_test(all, ratio_of_none);
}

static Suite *suite(void)
{
	Suite *summary = suite_create("summary");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, free_dataset);
	add_summaries(all);
	add_flag_tests(all);
	add_others(all);
	suite_add_tcase(summary, all);
	return summary;
}

int main(void)
{
	mallopt(M_PERTURB, 0x5a); /* what is read and was never written shows */
	return run_suite(suite());
}
