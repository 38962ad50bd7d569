#include <check.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "plan/schedule.h"
#include "plan/stopping.h"
#include "run.h"

static const double PRECISION = 0.05;

/* Squares of 0 to 12 modes, and of the most there may be. */
static const size_t modes[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 63, 64 };
#define MODES ((int)(sizeof modes / sizeof *modes))

static struct stopping stopping;
static size_t square;

static void start(int i)
{
	square = schedule_square(modes[i]);
	stopping = stopping_new(PRECISION, square);
}

START_TEST(first_look)
{
	start(_i);
	ck_assert_uint_ge(stopping.due, STOPPING_FIRST_BLOCKS);
	ck_assert_uint_lt(stopping.due, STOPPING_FIRST_BLOCKS + square);
	ck_assert_uint_eq(stopping.due % square, 0);
	ck_assert_uint_eq(stopping.looks, 0);
}
END_TEST

START_TEST(narrow_enough_stops)
{
	start(_i);
	ck_assert(stopping_look(&stopping, stopping.due, PRECISION));
	start(_i);
	ck_assert(stopping_look(&stopping, stopping.due, 0));
	start(_i);
	ck_assert(!stopping_look(&stopping, stopping.due, PRECISION * 1.0001));
	ck_assert(stopping_look(&stopping, stopping.due, PRECISION / 2));
}
END_TEST

/* Widths that are never narrow, and how much more is asked for after each. */
static const double widths[] = { 0.0501, 0.06, 0.1, 1, 1e300, (double)INFINITY, (double)NAN };
#define WIDTHS ((int)(sizeof widths / sizeof *widths))

START_TEST(so_many_looks_and_no_more)
{
	for (int i = 0; i < MODES; i++) {
		start(i);
		for (unsigned look = 1; look < STOPPING_LOOKS; look++) {
			size_t blocks = stopping.due;
			ck_assert(!stopping_look(&stopping, blocks, widths[_i]));
			ck_assert_uint_eq(stopping.looks, look);
			ck_assert_uint_gt(stopping.due, blocks);
			ck_assert_uint_eq(stopping.due % square, 0);
			/* a width after few blocks is uncertain: within bounds */
			ck_assert_uint_ge(stopping.due, blocks + blocks / 4);
			ck_assert_uint_lt(stopping.due, 8 * blocks + square);
		}
		ck_assert(!stopping_look(&stopping, stopping.due, widths[_i]));
		ck_assert_uint_eq(stopping.due, SIZE_MAX);
	}
}
END_TEST

/* Twice as wide as wanted: four times the blocks, and a little beyond. */
START_TEST(by_the_square_root)
{
	stopping = stopping_new(PRECISION, 4);
	ck_assert(!stopping_look(&stopping, 24, 2 * PRECISION));
	ck_assert_uint_ge(stopping.due, 4 * 24);
	ck_assert_uint_le(stopping.due, 5 * 24);
}
END_TEST

/* A look may come late, where a whole square did. */
START_TEST(next_look_follows_the_blocks_there_are)
{
	stopping = stopping_new(PRECISION, 4);
	ck_assert(!stopping_look(&stopping, 400, 0.0501));
	ck_assert_uint_gt(stopping.due, 400);
}
END_TEST

static Suite *suite(void)
{
	Suite *rule = suite_create("stopping");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, first_look, 0, MODES);
	tcase_add_loop_test(all, narrow_enough_stops, 0, MODES);
	tcase_add_loop_test(all, so_many_looks_and_no_more, 0, WIDTHS);
	tcase_add_test(all, by_the_square_root);
	tcase_add_test(all, next_look_follows_the_blocks_there_are);
	suite_add_tcase(rule, all);
	return rule;
}

int main(void)
{
	return run_suite(suite());
}
