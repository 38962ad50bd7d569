#include <check.h>
#include <gsl/gsl_cdf.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "plan/schedule.h"
#include "run.h"

enum { MODES = 6, SLOTS = MODES + 2, CELLS = 20, BLOCKS = 10000 };

static gsl_rng *rng;

static void seed(void)
{
	rng = schedule_rng(4711);
	ck_assert_ptr_nonnull(rng);
}

static void unseed(void)
{
	gsl_rng_free(rng);
}

/* What a slot runs, as one number: 0 and 1 the baselines, then the modes. */
static size_t what(const struct slot *slot)
{
	return slot->role == BASELINE_A ? 0 : slot->role == BASELINE_B ? 1 : slot->mode + 2;
}

/* The order of a whole campaign, as text that can be compared. */
static void write_order(unsigned long of_seed, char *order)
{
	gsl_rng *own = schedule_rng(of_seed);
	size_t cells[CELLS];
	struct slot slots[SLOTS];
	for (int pass = 0; pass < 10; pass++) {
		schedule_pass(own, cells, CELLS);
		for (int i = 0; i < CELLS; i++)
			*order++ = (char)('a' + cells[i]);
		schedule_block(own, slots, MODES);
		for (int i = 0; i < SLOTS; i++)
			*order++ = (char)('0' + what(&slots[i]));
	}
	*order = '\0';
	gsl_rng_free(own);
}

START_TEST(order_follows_the_seed)
{
	static char one[1000], same[1000], other[1000];
	write_order(1, one);
	write_order(1, same);
	write_order(2, other);
	ck_assert_str_eq(one, same);
	ck_assert_str_ne(one, other);
}
END_TEST

START_TEST(order_changes_from_pass_to_pass)
{
	size_t first[CELLS], second[CELLS];
	schedule_pass(rng, first, CELLS);
	schedule_pass(rng, second, CELLS);
	ck_assert_mem_ne(first, second, sizeof first);
}
END_TEST

START_TEST(pass_is_a_permutation)
{
	size_t n = (size_t)_i, cells[CELLS];
	for (int pass = 0; pass < 100; pass++) {
		bool seen[CELLS] = { false };
		schedule_pass(rng, cells, n);
		for (size_t i = 0; i < n; i++) {
			ck_assert_uint_lt(cells[i], n);
			ck_assert(!seen[cells[i]]);
			seen[cells[i]] = true;
		}
	}
}
END_TEST

START_TEST(block_holds_each_once)
{
	size_t n = (size_t)_i;
	struct slot slots[SLOTS];
	for (int block = 0; block < 100; block++) {
		bool seen[SLOTS] = { false };
		ck_assert_uint_eq(schedule_block(rng, slots, n), n + 2);
		for (size_t i = 0; i < n + 2; i++) {
			ck_assert_uint_lt(what(&slots[i]), n + 2);
			ck_assert(!seen[what(&slots[i])]);
			ck_assert(slots[i].role == TREATMENT || slots[i].mode == 0);
			seen[what(&slots[i])] = true;
		}
	}
}
END_TEST

/* Pearson's test of a Latin design: (SLOTS - 1) squared degrees of freedom. */
START_TEST(positions_are_even)
{
	int times[SLOTS][SLOTS] = { { 0 } };
	struct slot slots[SLOTS];
	for (int block = 0; block < BLOCKS; block++) {
		schedule_block(rng, slots, MODES);
		for (int i = 0; i < SLOTS; i++)
			times[what(&slots[i])][i]++;
	}
	const double due = (double)BLOCKS / SLOTS;
	double chi_square = 0;
	for (int run = 0; run < SLOTS; run++)
		for (int i = 0; i < SLOTS; i++)
			chi_square += (times[run][i] - due) * (times[run][i] - due) / due;
	const double degrees = (SLOTS - 1) * (SLOTS - 1);
	ck_assert_double_lt(chi_square, gsl_cdf_chisq_Pinv(0.999, degrees));
	ck_assert_double_gt(chi_square, gsl_cdf_chisq_Pinv(0.001, degrees)); /* not too even */
}
END_TEST

START_TEST(followers_are_even)
{
	int times[SLOTS][SLOTS] = { { 0 } };
	struct slot slots[SLOTS];
	for (int block = 0; block < BLOCKS; block++) {
		schedule_block(rng, slots, MODES);
		for (int i = 1; i < SLOTS; i++)
			times[what(&slots[i - 1])][what(&slots[i])]++;
	}
	/* each pair BLOCKS / SLOTS times, within five standard deviations */
	for (int run = 0; run < SLOTS; run++)
		for (int next = 0; next < SLOTS; next++)
			if (run != next)
				ck_assert_int_le(abs(times[run][next] - BLOCKS / SLOTS), 165);
}
END_TEST

START_TEST(role_names)
{
	ck_assert_str_eq(schedule_role_names[TREATMENT], "treatment");
	ck_assert_str_eq(schedule_role_names[BASELINE_A], "baseline-a");
	ck_assert_str_eq(schedule_role_names[BASELINE_B], "baseline-b");
}
END_TEST

static Suite *suite(void)
{
	Suite *schedule = suite_create("schedule");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, seed, unseed);
	tcase_add_test(all, order_follows_the_seed);
	tcase_add_test(all, order_changes_from_pass_to_pass);
	tcase_add_loop_test(all, pass_is_a_permutation, 1, CELLS + 1);
	tcase_add_loop_test(all, block_holds_each_once, 0, MODES + 1);
	tcase_add_test(all, positions_are_even);
	tcase_add_test(all, followers_are_even);
	tcase_add_test(all, role_names);
	suite_add_tcase(schedule, all);
	return schedule;
}

int main(void)
{
	return run_suite(suite());
}
