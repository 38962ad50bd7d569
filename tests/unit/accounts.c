#include <malloc.h>
#include <math.h>
#include <string.h>

#include "analysis/accounts.h"
#include "run.h"
#include "runs.h"

/* Baselines of 10 ops, treatments of 5; per op 10, 40 and 40 ns against 40, 400 and 600. */
static void add_blocks(int blocks)
{
	for (int block = 1; block <= blocks; block++) {
		struct run_row rows[] = { run_of("untraced", "baseline-a", block, 1000),
			run_of("untraced", "baseline-b", block, 1000),
			run_of("traced", "treatment", block, 6000) };
		for (int i = 0; i < LENGTH(rows); i++) {
			rows[i].tracee_user_ns = 100;
			rows[i].tracee_system_ns = 300;
			rows[i].tracer_user_ns = rows[i].tracer_system_ns = 0;
		}
		rows[2].ops = 5;
		rows[2].tracee_user_ns = 200;
		rows[2].tracee_system_ns = 1800;
		rows[2].tracer_user_ns = 100;
		rows[2].tracer_system_ns = 900;
		for (int i = 0; i < LENGTH(rows); i++)
			add(rows[i]);
	}
	dataset_sort(&dataset);
}

static void ck_account(struct estimate e, double expected)
{
	ck_interval(e.value, e.lo, e.hi, expected, expected, expected);
}

/* Adds a block in which the mode and each run of its baseline have so much user time. */
static void add_user_times(int block, int64_t of_mode, int64_t of_baseline)
{
	struct run_row row = counted();
	row.block = block;
	row.tracee_user_ns = of_mode;
	add(row);
	strcpy(row.mode, "untraced");
	row.tracee_user_ns = of_baseline;
	strcpy(row.role, "baseline-a");
	add(row);
	strcpy(row.role, "baseline-b");
	add(row);
}

/* Returns the account by the user time of the tracee. */
static struct estimate account(void)
{
	struct accounts accounts;
	dataset_sort(&dataset);
	ck_assert_int_eq(accounts_of(&dataset, group_of("traced"), &accounts), 0);
	return accounts.tracee_user;
}

START_TEST(exact)
{
	struct accounts accounts;
	add_blocks(6);
	ck_assert_int_eq(accounts_of(&dataset, group_of("traced"), &accounts), 0);
	ck_account(accounts.wall, 12);
	ck_account(accounts.tracee_user, 4);
	ck_account(accounts.both_user, 6);
	ck_account(accounts.tracee_cpu, 10);
	ck_account(accounts.both_cpu, 15);
}
END_TEST

/* The interval holds the ratio of totals, and each resample lies between the blocks' extremes. */
START_TEST(blocks_that_differ)
{
	for (int block = 1; block <= 20; block++)
		add_user_times(block, block % 2 ? 3000 : 1000, 1000);
	struct estimate e = account();
	ck_assert_double_eq_tol(e.value, 2, CLOSE);
	/* 1 + 2 X / 20 of a binomial X of 20: 2.5 % and 97.5 % at X = 6 and 14 */
	ck_assert_double_eq_tol(e.lo, 1.6, 0.1001);
	ck_assert_double_eq_tol(e.hi, 2.4, 0.1001);
	ck_assert_double_eq(e.lo, account().lo);
}
END_TEST

START_TEST(too_few_for_an_interval)
{
	struct accounts accounts;
	add_blocks(5);
	ck_assert_int_eq(accounts_of(&dataset, group_of("traced"), &accounts), 0);
	ck_assert_double_eq_tol(accounts.both_cpu.value, 15, CLOSE);
	ck_assert_double_nan(accounts.both_cpu.lo);
	ck_assert_double_nan(accounts.both_cpu.hi);
}
END_TEST

START_TEST(not_measured)
{
	struct accounts accounts;
	for (int block = 1; block <= 6; block++)
		add_block(block);
	dataset_sort(&dataset);
	ck_assert_int_eq(accounts_of(&dataset, group_of("traced"), &accounts), 0);
	ck_interval(accounts.wall.value, accounts.wall.lo, accounts.wall.hi, 10, 5, 20);
	ck_assert_double_nan(accounts.tracee_user.value);
	ck_assert_double_nan(accounts.both_cpu.value);
	ck_assert_double_nan(accounts.both_cpu.lo);
}
END_TEST

/* The kernel's ticks may miss most baselines: resamples without any have no ratio, and too many of
 * them no interval. With few the interval holds the value. */
START_TEST(few_ticks)
{
	for (int block = 0; block < 12; block++)
		add_user_times(block, 100, block < _i ? 100 : 0);
	struct estimate e = account();
	ck_assert_double_eq_tol(e.value, 12.0 / _i, CLOSE * 12);
	ck_assert(isnan(e.lo) == isnan(e.hi));
	ck_assert(_i > 1 ? e.lo < e.value && e.value < e.hi : isnan(e.lo));
}
END_TEST

/* Without ticks a figure has no interval, not even 0. */
START_TEST(few_ticks_of_the_mode)
{
	for (int block = 0; block < 12; block++)
		add_user_times(block, block < _i ? 100 : 0, 100);
	struct estimate e = account();
	ck_assert_double_eq_tol(e.value, _i / 12.0, CLOSE);
	ck_assert(isnan(e.lo) == isnan(e.hi));
	ck_assert(_i > 3 ? e.lo < e.value && e.value < e.hi : isnan(e.lo));
}
END_TEST

START_TEST(without_baseline)
{
	struct accounts accounts;
	add_mode(1, 1000);
	dataset_sort(&dataset);
	ck_assert_int_lt(accounts_of(&dataset, group_of("traced"), &accounts), 0);
}
END_TEST

static Suite *suite(void)
{
	Suite *accounts = suite_create("accounts");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, free_dataset);
	tcase_add_test(all, exact);
	tcase_add_test(all, blocks_that_differ);
	tcase_add_test(all, too_few_for_an_interval);
	tcase_add_test(all, not_measured);
	tcase_add_loop_test(all, few_ticks, 1, 2);
	tcase_add_loop_test(all, few_ticks, 4, 12);
	tcase_add_loop_test(all, few_ticks_of_the_mode, 0, 12);
	tcase_add_test(all, without_baseline);
	suite_add_tcase(accounts, all);
	return accounts;
}

int main(void)
{
	mallopt(M_PERTURB, 0x5a); /* what is read and was never written shows */
	return run_suite(suite());
}
