#include <malloc.h>
#include <math.h>
#include <string.h>

#include "analysis/programs.h"
#include "run.h"

enum { ROWS_MAX = 64 };
static const double CONFIDENCE = 0.95, CLOSE = 1e-9;

static struct program_row rows[ROWS_MAX];
static struct programs programs;

static void empty(void)
{
	programs = (struct programs){ rows, 0, "untraced" };
}

/* A run at placement `free`; its system time is the double of its user time. */
static struct program_row *add(
	const char *mode, int block, int64_t calls, int64_t wall_ns, int64_t user_ns)
{
	struct program_row *row = &rows[programs.n++];
	ck_assert_uint_le(programs.n, ROWS_MAX);
	*row = (struct program_row){
		.block = block,
		.calls = calls,
		.wall_ns = wall_ns,
		.user_ns = user_ns,
		.system_ns = 2 * user_ns,
	};
	strcpy(row->mode, mode);
	strcpy(row->placement, "free");
	return row;
}

/* Untraced, a call takes 100 ns of which 10 in user mode; traced, 3000 and 150. */
static void add_blocks(int blocks)
{
	for (int block = 1; block <= blocks; block++) {
		add("untraced", block, 1000, 100000, 10000);
		add("ptrace-syscall", block, 10, 30000, 1500);
	}
}

static struct program_summary summary_of(const char *mode)
{
	struct program_summary summary;
	ck_assert_int_eq(programs_summary(&programs, mode, "free", CONFIDENCE, &summary), 0);
	return summary;
}

static void ck_estimate(struct estimate e, double value, double lo, double hi)
{
	ck_assert_double_eq_tol(e.value, value, CLOSE * value);
	ck_assert_double_eq_tol(e.lo, lo, CLOSE * lo);
	ck_assert_double_eq_tol(e.hi, hi, CLOSE * hi);
}

START_TEST(per_call_whatever_the_number_of_calls)
{
	add_blocks(6);
	struct program_summary traced = summary_of("ptrace-syscall");
	ck_assert_uint_eq(traced.blocks, 6);
	ck_assert_int_eq(traced.calls, 10);
	ck_estimate(traced.ns[PROGRAM_WALL], 3000, 3000, 3000);
	ck_estimate(traced.ns[PROGRAM_CPU], 450, 450, 450);
	ck_estimate(traced.ratio[PROGRAM_WALL], 30, 30, 30);
	ck_estimate(traced.ratio[PROGRAM_USER], 15, 15, 15);
	ck_estimate(traced.ratio[PROGRAM_CPU], 15, 15, 15);
	ck_assert_double_nan(traced.start_ns.value);
}
END_TEST

/* What a run without calls takes is no part of a call. */
START_TEST(start_and_end_are_taken_off)
{
	add_blocks(6);
	for (int block = 1; block <= 6; block++) {
		rows[2 * block - 1].wall_ns += 7000;
		rows[2 * block - 1].user_ns += 300;
		add("ptrace-syscall", block, 0, 7000, 300);
	}
	struct program_summary traced = summary_of("ptrace-syscall");
	ck_estimate(traced.start_ns, 7000, 7000, 7000);
	ck_estimate(traced.ns[PROGRAM_WALL], 3000, 3000, 3000);
	ck_estimate(traced.ratio[PROGRAM_USER], 15, 15, 15);
	ck_assert_uint_eq(traced.blocks, 6);
}
END_TEST

/* Pairs within a block: its noise is in both, and cancels. The median of 6 lies between the
 * extremes. */
START_TEST(ratios_are_of_blocks)
{
	add_blocks(6);
	for (int block = 1; block <= 6; block++) {
		rows[2 * block - 2].wall_ns *= block;
		rows[2 * block - 1].wall_ns *= block;
		rows[2 * block - 1].user_ns = 100 * block * block;
	}
	struct program_summary traced = summary_of("ptrace-syscall");
	ck_estimate(traced.ratio[PROGRAM_WALL], 30, 30, 30);
	ck_assert_double_eq_tol(traced.ns[PROGRAM_WALL].lo, 3000, CLOSE);
	ck_assert_double_eq_tol(traced.ns[PROGRAM_WALL].hi, 18000, CLOSE);
	/* 1 to 36, the logarithms of 9 and 16 in the middle */
	ck_estimate(traced.ratio[PROGRAM_USER], 12, 1, 36);
}
END_TEST

START_TEST(few_blocks_have_no_interval)
{
	add_blocks(5);
	struct program_summary traced = summary_of("ptrace-syscall");
	ck_assert_double_eq_tol(traced.ratio[PROGRAM_USER].value, 15, CLOSE);
	ck_assert_double_nan(traced.ratio[PROGRAM_USER].lo);
	ck_assert_double_nan(traced.ratio[PROGRAM_USER].hi);
}
END_TEST

/* A block without a tick of one of the two lies beyond all others, and so does an interval of few.
 */
START_TEST(no_user_time)
{
	add_blocks(8);
	rows[_i].user_ns = 0;
	struct program_summary traced = summary_of("ptrace-syscall");
	ck_assert_uint_eq(traced.unseen[PROGRAM_USER], 1);
	ck_assert_uint_eq(traced.unseen[PROGRAM_WALL], 0);
	ck_assert_double_eq_tol(traced.ratio[PROGRAM_USER].value, 15, CLOSE * 15);
	ck_assert_double_nan(traced.ratio[PROGRAM_USER].lo);
	ck_assert_double_nan(traced.ratio[PROGRAM_USER].hi);
	ck_estimate(traced.ratio[PROGRAM_WALL], 30, 30, 30);
}
END_TEST

/* 12 blocks: x3 to x10 of ratios 15, 30 ... 150 and of two beyond, above or below. */
START_TEST(beyond_the_interval)
{
	static const int shuffled[] = { 5, 1, 9, 3, 11, 0, 7, 2, 10, 4, 8, 6 };
	add_blocks(12);
	for (int i = 0; i < 12; i++) {
		struct program_row *pair = &rows[2 * shuffled[i]];
		pair[1].user_ns *= i + 1;
		pair[_i].user_ns *= i < 10;
	}
	struct program_summary traced = summary_of("ptrace-syscall");
	ck_assert_uint_eq(traced.unseen[PROGRAM_USER], 2);
	struct estimate e = traced.ratio[PROGRAM_USER];
	if (_i == 0) /* untraced unseen: they are the largest */
		ck_estimate(e, 15 * sqrt(6 * 7), 15 * 3, 15 * 10);
	else
		ck_estimate(e, 15 * sqrt(4 * 5), 15 * 1, 15 * 8);
}
END_TEST

/* Nothing of both says nothing; and where most lie beyond, the median does. */
START_TEST(nothing_seen)
{
	add_blocks(8);
	rows[0].user_ns = rows[1].user_ns = 0;
	struct program_summary traced = summary_of("ptrace-syscall");
	ck_assert_uint_eq(traced.unseen[PROGRAM_USER], 0);
	ck_estimate(traced.ratio[PROGRAM_USER], 15, 15, 15);
	for (int block = 0; block < 8; block++)
		rows[2 * block].user_ns = 0;
	traced = summary_of("ptrace-syscall");
	ck_assert_uint_eq(traced.unseen[PROGRAM_USER], 7);
	ck_assert_uint_eq(traced.paired, 8);
	ck_assert_double_nan(traced.ratio[PROGRAM_USER].value);
	ck_assert_double_nan(traced.ratio[PROGRAM_USER].lo);
}
END_TEST

START_TEST(what_is_not_there)
{
	struct program_summary summary = summary_of("ptrace-syscall");
	ck_assert_uint_eq(summary.blocks, 0);
	ck_assert_double_nan(summary.ratio[PROGRAM_USER].value);
	add_blocks(6);
	for (int block = 1; block <= 6; block++)
		strcpy(rows[2 * block - 2].placement, "same"); /* untraced is elsewhere */
	rows[1].calls = ABSENT;
	rows[3].wall_ns = ABSENT;
	rows[5].block = ABSENT;
	summary = summary_of("ptrace-syscall");
	ck_assert_uint_eq(summary.blocks, 4);
	ck_assert_double_nan(summary.ratio[PROGRAM_WALL].value);
	ck_assert_uint_eq(summary.unseen[PROGRAM_WALL], 0);
	ck_assert_uint_eq(summary.paired, 0);
	ck_assert_double_eq_tol(summary.ns[PROGRAM_WALL].value, 3000, CLOSE);
}
END_TEST

/* The same block told twice is one block. */
START_TEST(blocks_count_once)
{
	add_blocks(5);
	add_blocks(5);
	struct program_summary traced = summary_of("ptrace-syscall");
	ck_assert_uint_eq(traced.blocks, 5);
	ck_assert_double_nan(traced.ratio[PROGRAM_USER].lo);
}
END_TEST

static Suite *suite(void)
{
	Suite *all = suite_create("programs");
	TCase *cases = tcase_create("all");
	tcase_add_checked_fixture(cases, empty, NULL);
	tcase_add_test(cases, per_call_whatever_the_number_of_calls);
	tcase_add_test(cases, start_and_end_are_taken_off);
	tcase_add_test(cases, ratios_are_of_blocks);
	tcase_add_test(cases, few_blocks_have_no_interval);
	tcase_add_loop_test(cases, no_user_time, 0, 2);
	tcase_add_loop_test(cases, beyond_the_interval, 0, 2);
	tcase_add_test(cases, nothing_seen);
	tcase_add_test(cases, what_is_not_there);
	tcase_add_test(cases, blocks_count_once);
	suite_add_tcase(all, cases);
	return all;
}

int main(void)
{
	mallopt(M_PERTURB, 0x5a); /* what is read and was never written shows */
	return run_suite(suite());
}
