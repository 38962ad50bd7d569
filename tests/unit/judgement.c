/* What a table as a whole asks of each of its verdicts. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "analysis/judgement.h"
#include "run.h"
#include "runs.h"
#include "summaries.h"

static const double MARGIN = 0.05;

/* Adds a mode that takes between `least` and `most` times as long as a baseline of 1000 ns, in 16
 * blocks of an order without correlation. */
static void add_between(const char *mode, int least, int most)
{
	for (int block = 1; block <= 16; block++) {
		int at = block * 5 % 17 - 1;
		add(run_of(
			mode, "treatment", block, 1000 * least + 1000 * (most - least) * at / 15));
	}
}

static void add_baseline(void)
{
	for (int block = 1; block <= 16; block++)
		add_pair(block, 1000, 1000 + block % 2);
}

static struct judgement judged(void)
{
	struct judgement judgement;
	dataset_sort(&dataset);
	ck_assert_int_eq(judgement_of(&dataset, MARGIN, &judgement), 0);
	ck_assert_double_eq(judgement.margin, MARGIN);
	return judgement;
}

START_TEST(without_rows)
{
	struct judgement judgement = judged();
	ck_assert_double_eq_tol(judgement.different, 0.95, CLOSE);
	ck_assert_double_eq_tol(judgement.equivalent, 0.95, CLOSE);
}
END_TEST

/* Three of the four rows differ; the baseline is equivalent to itself. */
START_TEST(as_many_as_are_decided)
{
	add_baseline();
	add_between("a", 2, 3);
	add_between("b", 5, 9);
	add_between("c", 2, 9);
	struct judgement judgement = judged();
	ck_assert_double_eq_tol(judgement.different, 1 - 0.05 * 3 / 4, CLOSE);
	ck_assert_double_eq_tol(judgement.equivalent, 1 - 0.05 * 1 / 4, CLOSE);
}
END_TEST

START_TEST(none_is_decided)
{
	add_baseline();
	for (int i = 0; i < 9; i++) {
		char name[8];
		snprintf(name, sizeof name, "m%d", i);
		add_between(name, 0, 3);
	}
	struct judgement judgement = judged();
	ck_assert_double_eq_tol(judgement.different, 1 - 0.05 / 10, CLOSE);
	ck_assert_double_eq_tol(judgement.equivalent, 1 - 0.05 / 10, CLOSE);
}
END_TEST

/* From 4 to 13 of 16 at 95 %, from 3 to 14 at 99.5 %: what is decided at 95 % alone is not. */
START_TEST(decided_alone_but_not_in_the_table)
{
	add_baseline();
	for (int block = 1; block <= 16; block++) {
		int at = block * 5 % 17; /* 1..16 */
		add(run_of("a", "treatment", block, at <= 3 ? 500 + at : 2000 + at));
	}
	for (int i = 0; i < 8; i++) {
		char name[8];
		snprintf(name, sizeof name, "m%d", i);
		add_between(name, 0, 3);
	}
	struct judgement judgement = judged();
	ck_assert_double_eq_tol(judgement.different, 1 - 0.05 / 10, CLOSE);
	struct summary_row row;
	ck_assert_int_eq(summary_of(&dataset, group_of("a"), &judgement, &row), 0);
	ck_assert_double_gt(row.slowdown.lo, 1);
	ck_assert_str_eq(row.verdict, "inconclusive");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("judgement");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, free_dataset);
	tcase_add_test(all, without_rows);
	tcase_add_test(all, as_many_as_are_decided);
	tcase_add_test(all, none_is_decided);
	tcase_add_test(all, decided_alone_but_not_in_the_table);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
