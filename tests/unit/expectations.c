#include <check.h>
#include <math.h>
#include <string.h>

#include "analysis/expectations.h"
#include "analysis/relations.h"
#include "commands/parts/this_version.h"
#include "run.h"

enum { BLOCKS = 24 };
static const struct relation relations[] = { { "light", "heavy" } };
static const double MARGIN = 0.05;

static struct dataset dataset;
static struct expectations expectations;

static void forget(void)
{
	expectations_free(&expectations);
	dataset_free(&dataset);
}

/* Times of 1000 ns, off by up to 1 % in an order without correlation. */
static void add(const char *mode, const char *role, int block, double times, int64_t calls)
{
	struct run_row row;
	row_clear(&runs_table, &row);
	strcpy(row.workload, "getpid");
	strcpy(row.placement, "same");
	strcpy(row.status, "ok");
	strcpy(row.mode, mode);
	strcpy(row.role, role);
	row.block = block;
	row.position = role[0] == 't' ? 2 : role[9] == 'a' ? 1 : 3;
	row.ops = 10;
	row.calls = calls;
	row.wall_ns = (int64_t)(1000000 * times) + (block * 7919 + role[0] + mode[0]) % 11 * 1000;
	ck_assert_int_eq(dataset_add(&dataset, &row), 0);
}

static void add_blocks(int blocks, double second, double light, double heavy, int64_t calls)
{
	for (int block = 0; block < blocks; block++) {
		add("untraced", "baseline-a", block, 1, calls);
		add("untraced", "baseline-b", block, second, calls);
		add("light", "treatment", block, light, calls);
		add("heavy", "treatment", block, heavy, calls);
	}
	dataset_sort(&dataset);
	ck_assert_int_eq(expectations_of(&dataset, relations, 1, MARGIN, &expectations), 0);
}

static const struct expectation *of(const char *lower, const char *upper)
{
	for (size_t i = 0; i < expectations.n; i++)
		if (strcmp(expectations.all[i].lower->mode, lower) == 0 &&
			strcmp(expectations.all[i].upper->mode, upper) == 0)
			return &expectations.all[i];
	ck_abort_msg("nothing is expected of %s and %s", lower, upper);
	return NULL;
}

START_TEST(all_hold)
{
	add_blocks(BLOCKS, 1, 2, 3, 10);
	ck_assert_uint_eq(expectations.n, 4);
	ck_assert_uint_eq(expectations.broken, 0);
	ck_assert_uint_eq(expectations.open, 0);
	ck_assert_double_eq_tol(of("light", "heavy")->ratio.value, 1.5, 0.02);
	ck_assert(of("untraced", "untraced")->equal);
	ck_assert(!of("untraced", "light")->equal);
}
END_TEST

START_TEST(equal_ones_hold)
{
	add_blocks(BLOCKS, 1, 1, 1, 10);
	ck_assert_uint_eq(expectations.broken, 0);
}
END_TEST

START_TEST(faster_than_the_baseline)
{
	add_blocks(BLOCKS, 1, 0.9, 3, 10);
	ck_assert_uint_eq(expectations.broken, 1);
	ck_assert_int_eq(of("untraced", "light")->standing, STANDING_BROKEN);
	ck_assert_str_eq(expectation_suspect(of("untraced", "light")), "baseline");
}
END_TEST

START_TEST(faster_than_what_does_less)
{
	add_blocks(BLOCKS, 1, 3, 2, 10);
	ck_assert_uint_eq(expectations.broken, 1);
	ck_assert_int_eq(of("light", "heavy")->standing, STANDING_BROKEN);
	ck_assert_str_eq(expectation_suspect(of("light", "heavy")), "either");
}
END_TEST

START_TEST(baseline_unlike_itself)
{
	add_blocks(BLOCKS, 1.2, 2, 3, 10);
	ck_assert_int_eq(of("untraced", "untraced")->standing, STANDING_BROKEN);
	ck_assert_str_eq(expectation_suspect(of("untraced", "untraced")), "machine");
	/* certain, but too small to matter */
	forget();
	add_blocks(BLOCKS, 1.03, 2, 3, 10);
	ck_assert_int_eq(of("untraced", "untraced")->standing, STANDING_HOLDS);
}
END_TEST

/* Slower or faster, it could not know. */
START_TEST(without_calls_all_are_equal)
{
	add_blocks(BLOCKS, 1, 1.2, 1, 0);
	ck_assert_int_eq(of("untraced", "light")->standing, STANDING_BROKEN);
	ck_assert_int_eq(of("untraced", "heavy")->standing, STANDING_HOLDS);
	ck_assert_str_eq(expectation_suspect(of("untraced", "light")), "mode");
}
END_TEST

START_TEST(too_few_blocks_say_nothing)
{
	add_blocks(5, 1.5, 0.1, 0.05, 10);
	ck_assert_uint_eq(expectations.n, 4);
	ck_assert_uint_eq(expectations.open, 4);
	ck_assert_uint_eq(expectations.broken, 0);
}
END_TEST

START_TEST(nothing_is_expected_without_a_baseline)
{
	for (int block = 0; block < BLOCKS; block++)
		add("light", "treatment", block, 1, 10);
	dataset_sort(&dataset);
	ck_assert_int_eq(expectations_of(&dataset, relations, 1, MARGIN, &expectations), 0);
	ck_assert_uint_eq(expectations.n, 0);
}
END_TEST

/* What the modes of the dataset say, as this version knows them. */
static size_t relations_found(struct relation all[RELATIONS_MAX])
{
	static struct known known;
	known_free(&known);
	for (size_t i = 0; i < dataset.n_groups; i++) {
		struct mode_row row;
		if (this_version.mode(dataset.groups[i].key.mode, &row))
			ck_assert_int_eq(known_add_mode(&known, &row), 0);
	}
	return relations_of(&dataset, &known, all);
}

static size_t times(const char *lower, const char *upper, const struct relation *all, size_t n)
{
	size_t found = 0;
	for (size_t i = 0; i < n; i++)
		found += all[i].lower && strcmp(all[i].lower, lower) == 0 &&
			 strcmp(all[i].upper, upper) == 0;
	return found;
}

/* Relations hold for a mode that declares them, and for neighbours in a family; for no other. */
START_TEST(modes_say_what_they_are_at_least)
{
	static const char *const names[] = { "untraced", "seccomp-stack-32", "seccomp-stack-2",
		"seccomp-stack-8", "seccomp-allow", "no-such-mode", "seccomp-stack-33",
		"untraced+5%" };
	struct relation all[RELATIONS_MAX];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		add(names[i], "treatment", 0, 1, 10);
	size_t n = relations_found(all);
	ck_assert_uint_eq(times("seccomp-allow-args", "seccomp-stack-2", all, n), 1);
	ck_assert_uint_eq(times("seccomp-allow-args", "seccomp-stack-8", all, n), 1);
	ck_assert_uint_eq(times("seccomp-allow-args", "seccomp-stack-32", all, n), 1);
	ck_assert_uint_eq(times("seccomp-stack-2", "seccomp-stack-8", all, n), 1);
	ck_assert_uint_eq(times("seccomp-stack-8", "seccomp-stack-32", all, n), 1);
	ck_assert_uint_eq(n, 5);
}
END_TEST

START_TEST(members_of_two_cells_are_no_neighbours)
{
	struct relation all[RELATIONS_MAX];
	add("untraced+1%", "treatment", 0, 1, 10);
	add("untraced+2%", "treatment", 0, 1, 10);
	strcpy(dataset.groups[0].placement, "cross");
	ck_assert_uint_eq(relations_found(all), 0);
	strcpy(dataset.groups[0].placement, "same");
	ck_assert_uint_eq(relations_found(all), 1);
}
END_TEST

/* The larger member the faster: broken, as with any other relation. */
START_TEST(a_family_that_is_upside_down)
{
	struct relation all[RELATIONS_MAX];
	for (int block = 0; block < BLOCKS; block++) {
		add("untraced", "baseline-a", block, 1, 10);
		add("untraced", "baseline-b", block, 1, 10);
		add("seccomp-stack-8", "treatment", block, 3, 10);
		add("seccomp-stack-32", "treatment", block, 2, 10);
	}
	dataset_sort(&dataset);
	size_t n = relations_found(all);
	ck_assert_int_eq(expectations_of(&dataset, all, n, MARGIN, &expectations), 0);
	ck_assert_uint_eq(expectations.broken, 1);
	ck_assert_int_eq(of("seccomp-stack-8", "seccomp-stack-32")->standing, STANDING_BROKEN);
}
END_TEST

/* Its calls are not made: it may be faster than a program whose calls are. */
START_TEST(skipped_calls_may_be_faster)
{
	static const struct relation skips[] = { { NULL, "light" } };
	add_blocks(BLOCKS, 1, 0.5, 3, 10);
	ck_assert_uint_eq(expectations.broken, 1);
	expectations_free(&expectations);
	ck_assert_int_eq(expectations_of(&dataset, skips, 1, MARGIN, &expectations), 0);
	ck_assert_uint_eq(expectations.n, 2);
	ck_assert_uint_eq(expectations.broken, 0);
	/* but not where there are no calls to skip */
	forget();
	add_blocks(BLOCKS, 1, 0.5, 3, 0);
	expectations_free(&expectations);
	ck_assert_int_eq(expectations_of(&dataset, skips, 1, MARGIN, &expectations), 0);
	ck_assert_int_eq(of("untraced", "light")->standing, STANDING_BROKEN);
}
END_TEST

START_TEST(what_answers_is_said_to_skip)
{
	struct relation all[RELATIONS_MAX];
	add("user-notif", "treatment", 0, 1, 10);
	add("user-notif-sync", "treatment", 0, 1, 10);
	size_t n = relations_found(all), found = 0;
	for (size_t i = 0; i < n; i++)
		found += !all[i].lower;
	ck_assert_uint_eq(found, 2);
}
END_TEST

static Suite *suite(void)
{
	Suite *all = suite_create("expectations");
	TCase *cases = tcase_create("all");
	tcase_add_checked_fixture(cases, NULL, forget);
	tcase_add_test(cases, all_hold);
	tcase_add_test(cases, equal_ones_hold);
	tcase_add_test(cases, faster_than_the_baseline);
	tcase_add_test(cases, faster_than_what_does_less);
	tcase_add_test(cases, baseline_unlike_itself);
	tcase_add_test(cases, without_calls_all_are_equal);
	tcase_add_test(cases, too_few_blocks_say_nothing);
	tcase_add_test(cases, nothing_is_expected_without_a_baseline);
	tcase_add_test(cases, modes_say_what_they_are_at_least);
	tcase_add_test(cases, members_of_two_cells_are_no_neighbours);
	tcase_add_test(cases, a_family_that_is_upside_down);
	tcase_add_test(cases, skipped_calls_may_be_faster);
	tcase_add_test(cases, what_answers_is_said_to_skip);
	suite_add_tcase(all, cases);
	return all;
}

int main(void)
{
	return run_suite(suite());
}
