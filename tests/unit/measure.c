/* Single runs, with the real driver and the real kernel. */
#include <check.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/scratch.h"
#include "machine/places.h"
#include "plan/roster.h"
#include "run.h"
#include "run/measured.h"
#include "run/tree.h"

static char driver[PATH_MAX], scratch[256];
static struct placement placement;
static struct counters counters;
static int interrupt = -1;

/* tests/unit/ lies two directories below the driver. */
static void find_driver(void)
{
	ssize_t n = readlink("/proc/self/exe", driver, sizeof driver - 32);
	ck_assert_int_gt(n, 0);
	driver[n] = '\0';
	for (int i = 0; i < 3; i++)
		*strrchr(driver, '/') = '\0';
	strcat(driver, "/tracetax-driver");
}

static void set_up(void)
{
	find_driver();
	ck_assert_int_eq(scratch_make(scratch_parent(), scratch, sizeof scratch), 0);
	ck_assert_int_eq(placement_resolve("same", &placement), 0);
	counters_init(&counters);
	ck_assert_int_eq(tree_adopt(), 0);
	interrupt = eventfd(0, EFD_CLOEXEC);
}

static void tear_down(void)
{
	close(interrupt);
	scratch_remove(scratch);
}

static struct result measure(const char *mode, uint64_t ops, bool doubled)
{
	struct result result;
	struct order order = {
		.mode = roster_find(mode),
		.workload = workload_find("getpid"),
		.calls_per_op = 1,
		.placement = &placement,
		.counters = &counters,
		.driver = driver,
		.scratch = scratch,
		.ops = ops,
		.window_ns = 1000000,
		.warm_up_ns = 100000,
		.timeout_ns = 60000000000,
		.with_doubled = doubled,
	};
	ck_assert_ptr_nonnull(order.mode);
	ck_assert_int_eq(run_measure(&order, interrupt, &result), 0);
	return result;
}

START_TEST(a_window_of_twice_the_operations)
{
	struct result result = measure("untraced", 1000, true);
	ck_assert_msg(result.outcome == RUN_OK, "%s", result.reason);
	ck_assert_uint_eq(result.answer.timed.ops, 1000);
	ck_assert_uint_eq(result.answer.doubled.ops, 2000);
	ck_assert_uint_gt(result.answer.doubled.wall_ns, 0);
	ck_assert_uint_eq(result.calls, 1000);
}
END_TEST

START_TEST(no_such_window_unless_it_is_asked_for)
{
	static const struct window none;
	struct result result = measure("untraced", 1000, false);
	ck_assert_msg(result.outcome == RUN_OK, "%s", result.reason);
	ck_assert_mem_eq(&result.answer.doubled, &none, sizeof none);
}
END_TEST

START_TEST(its_stops_are_exact_as_well)
{
	struct result result = measure("ptrace-syscall", 100, true);
	if (result.outcome == RUN_REFUSED)
		return; /* the command line tests say so */
	ck_assert_msg(result.outcome == RUN_OK, "%s", result.reason);
	ck_assert_uint_eq(result.answer.timed.stops, 200);
	ck_assert_uint_eq(result.answer.doubled.stops, 400);
}
END_TEST

/* The whole delay lies in the window: 100 % of what each operation was found to take. */
START_TEST(a_delay_lengthens_the_window)
{
	uint64_t plain = UINT64_MAX, delayed = UINT64_MAX;
	for (int i = 0; i < 10; i++) {
		struct result without = measure("untraced+0%", 20000, false);
		struct result with = measure("untraced+100%", 20000, false);
		ck_assert_msg(without.outcome == RUN_OK, "%s", without.reason);
		ck_assert_msg(with.outcome == RUN_OK, "%s", with.reason);
		ck_assert_uint_eq(with.answer.timed.ops, 20000);
		plain = without.answer.timed.wall_ns < plain ? without.answer.timed.wall_ns : plain;
		delayed = with.answer.timed.wall_ns < delayed ? with.answer.timed.wall_ns : delayed;
	}
	ck_assert_uint_gt(delayed, plain + plain / 4); /* it is not for a test to say how well */
}
END_TEST

static Suite *suite(void)
{
	Suite *measure_suite = suite_create("measure");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_set_timeout(all, 120);
	tcase_add_test(all, a_window_of_twice_the_operations);
	tcase_add_test(all, no_such_window_unless_it_is_asked_for);
	tcase_add_test(all, its_stops_are_exact_as_well);
	tcase_add_test(all, a_delay_lengthens_the_window);
	suite_add_tcase(measure_suite, all);
	return measure_suite;
}

int main(void)
{
	return run_suite(suite());
}
