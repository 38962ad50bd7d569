#include <check.h>
#include <time.h>

#include "page/clock.h"
#include "page/delay.h"
#include "run.h"

static uint64_t ran, times, longest, shortest;

static void count(uint64_t ops)
{
	ran += ops;
	longest = ops > longest ? ops : longest;
	shortest = ops < shortest ? ops : shortest;
	times++;
}

static uint64_t run(double percent, double pace_ns, uint64_t ops)
{
	void (*delayed)(uint64_t) = delay_wrap(percent, pace_ns, count);
	ran = times = longest = 0;
	shortest = UINT64_MAX;
	uint64_t start = clock_ns(CLOCK_MONOTONIC);
	delayed(ops);
	return clock_ns(CLOCK_MONOTONIC) - start;
}

START_TEST(every_operation_runs_once)
{
	for (uint64_t ops = 0; ops < 300; ops += 7) {
		run(0, 15000, ops); /* ten of them are a chunk */
		ck_assert_uint_eq(ran, ops);
		ck_assert_uint_le(longest, 10);
	}
}
END_TEST

START_TEST(chunks_are_of_one_length)
{
	run(0, 15000, 101);
	ck_assert_uint_eq(times, 11);
	ck_assert_uint_le(longest, shortest + 1);
}
END_TEST

START_TEST(slow_operations_are_chunks_of_their_own)
{
	run(0, 1e9, 5);
	ck_assert_uint_eq(ran, 5);
	ck_assert_uint_eq(longest, 1);
}
END_TEST

/* It spins at least as long: the loop itself takes next to nothing. */
START_TEST(the_delay_is_the_percentage_of_the_pace)
{
	uint64_t ns = run(50, 10000, 400);
	ck_assert_uint_eq(ran, 400);
	ck_assert_uint_ge(ns, 400 * 5000 - 1000);
	ns = run(2.5, 100000, 400);
	ck_assert_uint_ge(ns, 400 * 2500 - 1000);
}
END_TEST

static Suite *suite(void)
{
	Suite *delay = suite_create("delay");
	TCase *all = tcase_create("all");
	tcase_add_test(all, every_operation_runs_once);
	tcase_add_test(all, chunks_are_of_one_length);
	tcase_add_test(all, slow_operations_are_chunks_of_their_own);
	tcase_add_test(all, the_delay_is_the_percentage_of_the_pace);
	suite_add_tcase(delay, all);
	return delay;
}

int main(void)
{
	return run_suite(suite());
}
