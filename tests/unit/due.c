#include <check.h>

#include "due.h"
#include "run.h"

static void run_nothing(uint64_t ops)
{
	(void)ops;
}

static const struct window window = { .ops = 100, .rounds = 8 };

static struct due due_for(const struct workload *workload, uint64_t size)
{
	return due_in(workload, size, workload->calls_per_op, &window);
}

START_TEST(plain_calls)
{
	const struct workload workload = {
		.run = run_nothing, .calls_per_op = 3, .selects_per_op = 2
	};
	struct due due = due_for(&workload, 0);
	ck_assert_uint_eq(due.calls, 300);
	ck_assert_uint_eq(due.selected, 200);
	ck_assert_uint_eq(due.ends, 0);
	for (int i = 0; i < EVENTS; i++)
		ck_assert_uint_eq(due.events[i], 0);
	ck_assert_uint_eq(due_stops(&due, 0, false), 0);
	ck_assert_uint_eq(due_stops(&due, 1, false), 300);
	ck_assert_uint_eq(due_stops(&due, 2, false), 600);
	ck_assert_uint_eq(due_stops(&due, 1, true), 200);
}
END_TEST

START_TEST(calls_of_each_round)
{
	const struct workload workload = { .run = run_nothing,
		.calls_per_op = 4,
		.calls_per_round = 5,
		.selects_per_op = 1,
		.selects_per_round = 2 };
	struct due due = due_for(&workload, 0);
	ck_assert_uint_eq(due.calls, 400 + 8 * 5);
	ck_assert_uint_eq(due.selected, 100 + 8 * 2);
}
END_TEST

START_TEST(calls_of_each_task_in_a_round)
{
	struct workload workload = { .run = run_nothing,
		.calls_per_op = 1,
		.calls_per_round = 3,
		.calls_per_task = 1,
		.size_unit = SIZE_TASKS };
	ck_assert_uint_eq(due_for(&workload, 7).calls, 100 + 8 * (3 + 7));
	workload.size_unit = SIZE_BYTES; /* then there is one */
	ck_assert_uint_eq(due_for(&workload, 7).calls, 100 + 8 * (3 + 1));
}
END_TEST

START_TEST(operations_of_every_task)
{
	const struct workload workload = { .run = run_nothing,
		.calls_per_op = 4,
		.ends_per_op = 1,
		.events_per_op = { [SIGNAL_STOPS] = 3, [NEW_TASKS] = 1, [EXECS] = 2 },
		.selects_per_op = 1,
		.size_unit = SIZE_TASKS,
		.every_task = true };
	struct due due = due_for(&workload, 7);
	ck_assert_uint_eq(due.calls, 2800);
	ck_assert_uint_eq(due.ends, 700);
	ck_assert_uint_eq(due.selected, 700);
	ck_assert_uint_eq(due.events[SIGNAL_STOPS], 2100);
	ck_assert_uint_eq(due.events[NEW_TASKS], 700);
	ck_assert_uint_eq(due.events[EXECS], 1400);
	ck_assert_uint_eq(due_stops(&due, 1, false), 2800); /* an entry each */
	ck_assert_uint_eq(due_stops(&due, 2, false), 2 * 2800 - 700); /* what ends has no exit */
	ck_assert_uint_eq(due_stops(&due, 2, true), 1400); /* none of those selected ends */
}
END_TEST

START_TEST(memory_has_an_access_for_each_operation)
{
	static const struct layout layout = { .access = MEMORY_READ };
	const struct workload workload = { .memory = &layout };
	struct due due = due_for(&workload, 4096);
	ck_assert_uint_eq(due.calls, 100);
	ck_assert_uint_eq(due.selected, 0);
}
END_TEST

/* libc makes 5 calls in an operation, of which one ends a task. */
START_TEST(calls_that_are_counted)
{
	const struct workload workload = { .run = run_nothing, .ends_per_op = 1 };
	const struct window all = { .ops = 24, .stops = 24 * 9 }, part = { .ops = 3, .stops = 27 };
	ck_assert_uint_eq(due_calls_counted(&workload, &all, &part), 5);
	struct due due = due_in(&workload, 0, 5, &all);
	ck_assert_uint_eq(due_stops(&due, 2, false), all.stops);
}
END_TEST

START_TEST(calls_that_are_not_the_same_in_each_operation)
{
	const struct workload workload = { .run = run_nothing, .ends_per_op = 1 };
	const struct window all = { .ops = 24, .stops = 24 * 9 };
	const struct window more = { .ops = 3, .stops = 28 };
	ck_assert_uint_eq(due_calls_counted(&workload, &all, &more), 0);
	const struct window odd = { .ops = 24, .stops = 24 * 8 }, part = { .ops = 3, .stops = 24 };
	ck_assert_uint_eq(due_calls_counted(&workload, &odd, &part), 0);
}
END_TEST

static Suite *suite(void)
{
	Suite *due = suite_create("due");
	TCase *all = tcase_create("all");
	tcase_add_test(all, plain_calls);
	tcase_add_test(all, calls_of_each_round);
	tcase_add_test(all, calls_of_each_task_in_a_round);
	tcase_add_test(all, operations_of_every_task);
	tcase_add_test(all, memory_has_an_access_for_each_operation);
	tcase_add_test(all, calls_that_are_counted);
	tcase_add_test(all, calls_that_are_not_the_same_in_each_operation);
	suite_add_tcase(due, all);
	return due;
}

int main(void)
{
	return run_suite(suite());
}
