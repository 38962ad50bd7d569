/* What flags a run, each bound from both sides: on results made up here, which is all a row needs.
 */
#include <check.h>
#include <math.h>
#include <string.h>

#include "campaign/history.h"
#include "campaign/row.h"
#include "campaign/warmth.h"
#include "run.h"

enum { OPS = 8000 };
static const double UNKNOWN = (double)NAN;

static struct placement placement;
static struct order order;
static struct result result;
static struct run_row row;

/* 10 ms on one CPU, nothing else there. */
static void quiet(void)
{
	placement = (struct placement){ .cpu = { 1, 1 } };
	order = (struct order){
		.mode = mode_find("untraced", NULL),
		.workload = workload_find("getpid"),
		.placement = &placement,
		.window_ns = 10000000,
	};
	result = (struct result){ .outcome = RUN_OK, .calls = OPS };
	result.vitals.quota_known = true;
	result.answer.timed.ops = OPS;
	result.answer.timed.rounds = EIGHTHS;
	result.answer.timed.wall_ns = 10000000;
	result.answer.timed.figures[TRACEE][CPU_NS] = 4000000;
	result.answer.timed.figures[TRACER][CPU_NS] = 6000000;
	for (int i = 0; i < EIGHTHS; i++)
		result.answer.timed.eighths_ns[i] = 1250000 + (uint64_t)i % 2 * 1000;
	result.answer.timed.speed_ns[BEFORE] = result.answer.timed.speed_ns[AFTER] = 15000;
}

static const char *flags(double involuntary_due)
{
	row_clear(&runs_table, &row);
	row_of_result(&order, &result, involuntary_due, 0, &row);
	return row.flags;
}

#define flagged(with) ck_assert_str_eq(flags(UNKNOWN), with)
#define flagged_not() ck_assert_str_eq(flags(UNKNOWN), "")

START_TEST(a_quiet_run_has_none)
{
	flagged_not();
	ck_assert_int_eq(row.window_ns, 10000000);
	ck_assert_int_eq(row.first_eighth_ns, 1250000);
	ck_assert_int_eq(row.other_eighths_ns, 1251000);
	ck_assert_int_eq(row.speed_before_ns, 15000);
	ck_assert_int_eq(row.speed_after_ns, 15000);
	ck_assert_int_eq(row.throttled_ns, 0);
	ck_assert_int_eq(row.runnable, 0);
}
END_TEST

START_TEST(what_is_unknown_is_empty)
{
	order.ops = OPS;
	result.vitals.quota_known = false;
	result.vitals.runnable = -1;
	result.answer.timed.rounds = 1;
	flagged_not();
	ck_assert_int_eq(row.window_ns, ABSENT);
	ck_assert_int_eq(row.throttled_ns, ABSENT);
	ck_assert_int_eq(row.runnable, ABSENT);
	ck_assert_int_eq(row.first_eighth_ns, ABSENT);
	ck_assert_int_eq(row.other_eighths_ns, ABSENT);
}
END_TEST

START_TEST(what_failed_has_none)
{
	result.outcome = RUN_FAILED;
	result.vitals.steal_ns = 10000000;
	flagged_not();
	ck_assert_int_eq(row.window_ns, ABSENT);
}
END_TEST

START_TEST(steal)
{
	result.vitals.steal_ns = 10000000;
	result.answer.timed.figures[TRACEE][CPU_NS] = 0; /* which is why nobody else is blamed */
	flagged("steal");
}
END_TEST

START_TEST(throttled_by_quota)
{
	result.vitals.throttled_ns = 1;
	result.answer.timed.figures[TRACEE][CPU_NS] = 0;
	flagged("throttled");
	ck_assert_int_eq(row.throttled_ns, 1);
}
END_TEST

START_TEST(throttled_by_heat)
{
	result.vitals.throttlings = 1;
	flagged("throttled");
	ck_assert_int_eq(row.throttled_ns, 0);
}
END_TEST

START_TEST(frequency)
{
	result.answer.timed.speed_ns[AFTER] = 15450;
	flagged_not();
	result.answer.timed.speed_ns[AFTER] = 15451;
	flagged("frequency");
	result.answer.timed.speed_ns[AFTER] = 15000;
	result.answer.timed.speed_ns[BEFORE] = 15451;
	flagged("frequency");
}
END_TEST

START_TEST(busy_by_what_is_runnable)
{
	result.vitals.runnable = 1;
	flagged("busy");
	ck_assert_int_eq(row.runnable, 1);
}
END_TEST

START_TEST(busy_by_time_that_is_missing)
{
	result.answer.timed.figures[TRACEE][CPU_NS] = 2980000; /* 10 % and 20 us are missing */
	flagged_not();
	result.answer.timed.figures[TRACEE][CPU_NS] = 2979999;
	flagged("busy");
	placement.cpu[TRACER] = 0; /* on two CPUs, each waits for the other */
	flagged_not();
	placement.cpu[TRACEE] = placement.cpu[TRACER] = -1;
	flagged_not();
}
END_TEST

START_TEST(involuntary)
{
	result.answer.timed.figures[TRACEE][INVOLUNTARY] = 6;
	result.answer.timed.figures[TRACER][INVOLUNTARY] = 4;
	ck_assert_double_eq_tol(row_involuntary_per_op(&result), 10.0 / OPS, 1e-12);
	ck_assert_str_eq(flags(2.0 / OPS), ""); /* 10 are 3 times 2, and 4 */
	ck_assert_str_eq(flags(1.9 / OPS), "involuntary");
	ck_assert_str_eq(flags(UNKNOWN), "");
}
END_TEST

START_TEST(involuntary_where_they_are_unknown)
{
	result.answer.access[TRACER].usage = -13;
	result.answer.timed.figures[TRACEE][INVOLUNTARY] = 1000;
	ck_assert(isnan(row_involuntary_per_op(&result)));
	ck_assert_str_eq(flags(0), "");
}
END_TEST

START_TEST(warm_up)
{
	result.answer.timed.eighths_ns[0] = 1251000 + 125100 + 50000;
	flagged_not();
	result.answer.timed.eighths_ns[0] += 1;
	flagged("warm-up");
	result.answer.timed.eighths_ns[0] =
		1251000 - 125100 - 50001; /* slower later is no better */
	flagged("warm-up");
}
END_TEST

/* A window that is uneven all through tells nothing of its beginning. */
START_TEST(no_warm_up_among_uneven_eighths)
{
	for (int i = 1; i < EIGHTHS; i++)
		result.answer.timed.eighths_ns[i] = 1000000 + (uint64_t)i * 100000;
	result.answer.timed.eighths_ns[0] = 1400000 + 8 * 200000;
	flagged_not();
	result.answer.timed.eighths_ns[0] += 1;
	flagged("warm-up");
}
END_TEST

START_TEST(eighths_are_compared_per_operation)
{
	struct warmth warmth;
	result.answer.timed.ops = 15; /* seven eighths of two operations, one of one */
	for (int i = 0; i < EIGHTHS; i++)
		result.answer.timed.eighths_ns[i] = i == 7 ? 500000 : 1000000;
	ck_assert(warmth_of(&result.answer.timed, &warmth));
	ck_assert_double_eq(warmth.first, 1000000);
	ck_assert_double_eq(warmth.others, 1000000);
	ck_assert_double_eq(warmth.spread, 0);
}
END_TEST

START_TEST(vanished)
{
	flagged_not();
	result.answer.vanished = 1;
	flagged("vanished");
}
END_TEST

START_TEST(all_causes_fit)
{
	result.vitals.steal_ns = result.vitals.throttled_ns = 1;
	result.vitals.runnable = 1;
	result.answer.timed.speed_ns[AFTER] = 30000;
	result.answer.timed.eighths_ns[0] = 9000000;
	result.answer.timed.figures[TRACEE][INVOLUNTARY] = 100;
	result.answer.counted.figures[TRACEE][MIGRATIONS] = 1;
	result.answer.counted.figures[TRACEE][SWITCHES] = 1000;
	result.answer.vanished = 1;
	ck_assert_str_eq(flags(0), "migrated;steal;throttled;frequency;busy;involuntary;warm-up;"
				   "switches-disagree;vanished");
}
END_TEST

START_TEST(history_is_the_median_of_the_last)
{
	struct history history = { 0 };
	history_add(&history, 5);
	history_add(&history, 1);
	ck_assert(isnan(history_median(&history)));
	history_add(&history, 3);
	ck_assert_double_eq(history_median(&history), 3);
	for (int i = 0; i < HISTORY_MAX; i++)
		history_add(&history, 7);
	ck_assert_double_eq(history_median(&history), 7);
	ck_assert_double_eq(history.values[0], 7);
}
END_TEST

static Suite *suite(void)
{
	Suite *flags_suite = suite_create("flags");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, quiet, NULL);
	tcase_add_test(all, a_quiet_run_has_none);
	tcase_add_test(all, what_is_unknown_is_empty);
	tcase_add_test(all, what_failed_has_none);
	tcase_add_test(all, steal);
	tcase_add_test(all, throttled_by_quota);
	tcase_add_test(all, throttled_by_heat);
	tcase_add_test(all, frequency);
	tcase_add_test(all, busy_by_what_is_runnable);
	tcase_add_test(all, busy_by_time_that_is_missing);
	tcase_add_test(all, involuntary);
	tcase_add_test(all, involuntary_where_they_are_unknown);
	tcase_add_test(all, warm_up);
	tcase_add_test(all, no_warm_up_among_uneven_eighths);
	tcase_add_test(all, eighths_are_compared_per_operation);
	tcase_add_test(all, vanished);
	tcase_add_test(all, all_causes_fit);
	tcase_add_test(all, history_is_the_median_of_the_last);
	suite_add_tcase(flags_suite, all);
	return flags_suite;
}

int main(void)
{
	return run_suite(suite());
}
