#include <check.h>
#include <gsl/gsl_cdf.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "plan/schedule.h"
#include "records/rows.h"
#include "run.h"

enum { CELLS = 20, MANY = 12, LONGEST = SCHEDULE_MODES_MAX, LABELS_MAX = LONGEST + 2 };
enum { SQUARES = 10000, MODES = 6, SLOTS = MODES + 2 };

static gsl_rng *rng;
static struct sequence sequence;

static void seed(void)
{
	rng = schedule_rng(4711);
	ck_assert_ptr_nonnull(rng);
}

static void unseed(void)
{
	gsl_rng_free(rng);
	sequence_free(&sequence);
}

static void start(unsigned long of_seed, size_t n_modes)
{
	sequence_free(&sequence);
	ck_assert_int_eq(sequence_new(&sequence, of_seed, n_modes), 0);
}

/* What a slot runs, as one number: 0 and 1 the baselines, then the modes. */
static size_t what(const struct slot *slot)
{
	return slot->role == BASELINE_A ? 0 : slot->role == BASELINE_B ? 1 : slot->mode + 2;
}

/* The next block without the baselines that are set between, as such numbers. */
static size_t next_row(size_t *row)
{
	struct slot slots[SCHEDULE_SLOTS_MAX];
	size_t n = sequence_block(&sequence, slots), kept = 0;
	for (size_t i = 0; i < n; i++)
		if (slots[i].role != BASELINE_BETWEEN)
			row[kept++] = what(&slots[i]);
	return kept;
}

/* The blocks of several squares, as text that can be compared. */
static void write_blocks(unsigned long of_seed, size_t n_modes, char *order)
{
	size_t row[LABELS_MAX];
	start(of_seed, n_modes);
	for (size_t block = 0; block < 3 * schedule_square(n_modes); block++) {
		size_t n = next_row(row);
		for (size_t i = 0; i < n; i++)
			*order++ = (char)('0' + row[i]);
	}
	*order = '\0';
}

START_TEST(blocks_follow_the_seed)
{
	static char one[10000], same[10000], other[10000];
	write_blocks(1, (size_t)_i, one);
	write_blocks(1, (size_t)_i, same);
	write_blocks(2, (size_t)_i, other);
	ck_assert_str_eq(one, same);
	ck_assert_str_ne(one, other);
}
END_TEST

START_TEST(passes_follow_the_seed)
{
	size_t one[CELLS], other[CELLS];
	gsl_rng *again = schedule_rng(4711), *another = schedule_rng(4712);
	schedule_pass(rng, one, CELLS);
	schedule_pass(again, other, CELLS);
	ck_assert_mem_eq(one, other, sizeof one);
	schedule_pass(another, other, CELLS);
	ck_assert_mem_ne(one, other, sizeof one);
	gsl_rng_free(again);
	gsl_rng_free(another);
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
	size_t labels = (size_t)_i + 2;
	start(4711, (size_t)_i);
	for (int block = 0; block < 100; block++) {
		bool seen[LABELS_MAX] = { false };
		struct slot slots[SCHEDULE_SLOTS_MAX];
		size_t n = sequence_block(&sequence, slots), once = 0;
		for (size_t i = 0; i < n; i++) {
			ck_assert(slots[i].role == TREATMENT || slots[i].mode == 0);
			if (slots[i].role == BASELINE_BETWEEN)
				continue;
			ck_assert_uint_lt(what(&slots[i]), labels);
			ck_assert(!seen[what(&slots[i])]);
			seen[what(&slots[i])] = true;
			once++;
		}
		ck_assert_uint_eq(once, labels);
		ck_assert(_i > MODES || n == labels);
	}
}
END_TEST

/* How often each label stood at each position, and followed each other, over whole squares. */
struct tally {
	size_t at[LABELS_MAX][LABELS_MAX], after[LABELS_MAX][LABELS_MAX];
};

static void tally_square(struct tally *tally, size_t n_modes)
{
	size_t row[LABELS_MAX];
	for (size_t block = 0; block < schedule_square(n_modes); block++) {
		ck_assert_uint_eq(next_row(row), n_modes + 2);
		for (size_t i = 0; i < n_modes + 2; i++) {
			tally->at[row[i]][i]++;
			if (i > 0)
				tally->after[row[i - 1]][row[i]]++;
		}
	}
}

START_TEST(squares_are_balanced)
{
	size_t n_modes = (size_t)_i, labels = n_modes + 2;
	size_t times = schedule_square(n_modes) / labels;
	ck_assert_uint_eq(times, labels % 2 ? 2 : 1);
	start(4711, n_modes);
	for (int square = 0; square < 5; square++) {
		struct tally tally = { 0 };
		tally_square(&tally, n_modes);
		for (size_t a = 0; a < labels; a++)
			for (size_t b = 0; b < labels; b++) {
				ck_assert_uint_eq(tally.at[a][b], times);
				ck_assert_uint_eq(tally.after[a][b], a == b ? 0 : times);
			}
	}
}
END_TEST

static double chi_square(const size_t *times, size_t n, double due)
{
	double sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += ((double)times[i] - due) * ((double)times[i] - due) / due;
	return sum;
}

static void ck_chi_square(double found, double degrees)
{
	ck_assert_double_lt(found, gsl_cdf_chisq_Pinv(0.999, degrees));
	ck_assert_double_gt(found, gsl_cdf_chisq_Pinv(0.001, degrees)); /* not too even */
}

/* Labels are shuffled: the first block of a square is any order. The squared
 * deviations of permutations are larger by n / (n - 1) than those of independent positions. */
START_TEST(positions_are_even)
{
	static size_t times[SLOTS * SLOTS];
	size_t row[SLOTS];
	start(4711, MODES);
	for (int block = 0; block < SQUARES * SLOTS; block++) {
		next_row(row);
		for (size_t i = 0; i < SLOTS && block % SLOTS == 0; i++)
			times[row[i] * SLOTS + i]++;
	}
	double found = chi_square(times, SLOTS * SLOTS, (double)SQUARES / SLOTS);
	ck_chi_square(found * (SLOTS - 1) / SLOTS, (SLOTS - 1) * (SLOTS - 1));
}
END_TEST

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, SLOTS);
}

/* The blocks of a square, sorted: the same for squares that differ in the order of rows alone. */
static void write_sorted(char blocks[SLOTS][SLOTS])
{
	size_t row[SLOTS];
	for (int block = 0; block < SLOTS; block++) {
		next_row(row);
		for (size_t i = 0; i < SLOTS; i++)
			blocks[block][i] = (char)row[i];
	}
	qsort(blocks, SLOTS, SLOTS, by_bytes);
}

START_TEST(labels_are_shuffled_for_each_square)
{
	char first[SLOTS][SLOTS], second[SLOTS][SLOTS];
	start(4711, MODES);
	write_sorted(first);
	write_sorted(second);
	ck_assert_mem_ne(first, second, sizeof first);
}
END_TEST

/* Rows are shuffled: what the second block begins with stood anywhere but first in the first one.
 * In the order of the square it would stand second. */
START_TEST(rows_are_shuffled)
{
	size_t times[SLOTS] = { 0 }, first[SLOTS], second[SLOTS];
	start(4711, MODES);
	for (int square = 0; square < SQUARES; square++) {
		next_row(first);
		next_row(second);
		for (size_t i = 0; i < SLOTS; i++)
			times[i] += first[i] == second[0];
		for (int block = 2; block < SLOTS; block++)
			next_row(second);
	}
	ck_assert_uint_eq(times[0], 0);
	ck_chi_square(chi_square(times + 1, SLOTS - 1, SQUARES / (SLOTS - 1.0)), SLOTS - 2);
}
END_TEST

/* The least number of baselines that must be set among so many treatments in a row, of which the
 * baselines at the ends, 0 to 2 of them, reach three each. */
static size_t least_between(size_t treatments, size_t ends)
{
	size_t reached = ends * SCHEDULE_REACH, each = 2 * SCHEDULE_REACH;
	return treatments > reached ? (treatments - reached + each - 1) / each : 0;
}

static size_t least_of_block(const struct slot *slots, size_t n)
{
	size_t least = 0, treatments = 0, ends = 0;
	for (size_t i = 0; i < n; i++) {
		if (slots[i].role == TREATMENT) {
			treatments++;
		} else if (slots[i].role != BASELINE_BETWEEN) {
			least += least_between(treatments, ends + 1);
			treatments = 0;
			ends = 1;
		}
	}
	return least + least_between(treatments, ends);
}

static bool is_near_baseline(const struct slot *slots, size_t n, size_t at)
{
	size_t from = at > SCHEDULE_REACH ? at - SCHEDULE_REACH : 0;
	for (size_t i = from; i < n && i <= at + SCHEDULE_REACH; i++)
		if (slots[i].role != TREATMENT)
			return true;
	return false;
}

START_TEST(long_blocks_have_baselines_between)
{
	size_t n_modes = (size_t)_i, most = 0;
	struct slot slots[SCHEDULE_SLOTS_MAX];
	start(4711, n_modes);
	for (size_t block = 0; block < 3 * schedule_square(n_modes); block++) {
		size_t n = sequence_block(&sequence, slots), between = 0;
		ck_assert_uint_le(n, SCHEDULE_SLOTS_MAX);
		for (size_t i = 0; i < n; i++) {
			between += slots[i].role == BASELINE_BETWEEN;
			ck_assert(is_near_baseline(slots, n, i));
		}
		ck_assert_uint_eq(between, least_of_block(slots, n));
		most = between > most ? between : most;
	}
	ck_assert_uint_gt(most, 0);
}
END_TEST

START_TEST(role_names)
{
	ck_assert_str_eq(schedule_role_names[TREATMENT], "treatment");
	ck_assert_str_eq(schedule_role_names[BASELINE_A], "baseline-a");
	ck_assert_str_eq(schedule_role_names[BASELINE_B], "baseline-b");
	ck_assert_str_eq(schedule_role_names[BASELINE_BETWEEN], "baseline-between");
}
END_TEST

/* A name that its column cuts would be another role. */
START_TEST(role_names_fit_their_column)
{
	struct run_row row;
	for (int role = 0; role < ROLES; role++)
		ck_assert_uint_lt(strlen(schedule_role_names[role]), sizeof row.role);
}
END_TEST

static Suite *suite(void)
{
	Suite *schedule = suite_create("schedule");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, seed, unseed);
	tcase_add_loop_test(all, blocks_follow_the_seed, 1, MANY + 1);
	tcase_add_test(all, passes_follow_the_seed);
	tcase_add_test(all, order_changes_from_pass_to_pass);
	tcase_add_loop_test(all, pass_is_a_permutation, 1, CELLS + 1);
	tcase_add_loop_test(all, block_holds_each_once, 0, MANY + 1);
	tcase_add_loop_test(all, squares_are_balanced, 0, MANY + 1);
	tcase_add_loop_test(all, squares_are_balanced, LONGEST - 1, LONGEST + 1);
	tcase_add_test(all, positions_are_even);
	tcase_add_test(all, labels_are_shuffled_for_each_square);
	tcase_add_test(all, rows_are_shuffled);
	tcase_add_loop_test(all, long_blocks_have_baselines_between, MODES + 1, LONGEST + 1);
	tcase_add_test(all, role_names);
	tcase_add_test(all, role_names_fit_their_column);
	suite_add_tcase(schedule, all);
	return schedule;
}

int main(void)
{
	return run_suite(suite());
}
