/* What a call takes besides time. */
#include <check.h>

#include "analysis/summary.h"
#include "run.h"
#include "runs.h"
#include "summaries.h"

/* compute: there is nothing to divide by. */
START_TEST(workload_without_calls)
{
	for (int block = 1; block <= 6; block++) {
		struct run_row rows[] = { run_of("untraced", "baseline-a", block, 1000),
			run_of("untraced", "baseline-b", block, 1000),
			run_of("traced", "treatment", block, 1000) };
		for (int i = 0; i < LENGTH(rows); i++) {
			rows[i].calls = rows[i].stops = 0;
			rows[i].tracee_user_ns = rows[i].tracee_system_ns = 50;
			rows[i].tracer_user_ns = rows[i].tracer_system_ns = 0;
			rows[i].tracee_switches = rows[i].tracer_switches = 0;
			rows[i].counted_ops = 1;
			add(rows[i]);
		}
	}
	struct summary_row row = summarised("traced");
	ck_interval(row.slowdown.value, row.slowdown.lo, row.slowdown.hi, 1, 1, 1);
	ck_assert_str_eq(row.verdict, "equivalent");
	ck_assert_double_nan(row.ns_per_call.value);
	ck_assert_double_nan(row.ns_per_call.lo);
	ck_assert_double_nan(row.added_ns.value);
	ck_assert_double_nan(row.added_ns.hi);
	ck_assert_double_nan(row.stops_per_call);
	ck_assert_double_nan(row.switches_per_call);
	ck_assert_double_nan(row.cpu_ns_per_call);
	ck_assert_double_eq_tol(row.tracer_share, 0, CLOSE);
	ck_assert_double_nan(summarised("untraced").ns_per_call.value);
}
END_TEST

/* Ops differ, as windows calibrated by time have them: what counts is the time per op. */
START_TEST(ops_differ)
{
	for (int block = 1; block <= 6; block++) {
		struct run_row row = run_of("traced", "treatment", block, 3000);
		row.ops = 5;
		row.calls = 10;
		add_pair(block, 2000, 2000);
		add(row);
	}
	struct summary_row row = summarised("traced");
	ck_assert_double_eq_tol(row.slowdown.value, 3, CLOSE);
	ck_assert_double_eq_tol(row.ns_per_call.value, 300, CLOSE * 300);
	ck_assert_double_eq_tol(row.added_ns.value, 200, CLOSE * 200);
}
END_TEST

START_TEST(figures_per_call)
{
	add(counted());
	struct summary_row row = summarised("traced");
	ck_assert_double_eq_tol(row.stops_per_call, 2, CLOSE);
	ck_assert_double_eq_tol(row.switches_per_call, 5, CLOSE); /* 40 of 4 ops, 2 calls each */
	ck_assert_double_eq_tol(row.cpu_ns_per_call, 50, CLOSE);
	ck_assert_double_eq_tol(row.tracer_share, 0.7, CLOSE);
}
END_TEST

START_TEST(figures_are_ratios_of_totals)
{
	struct run_row other = counted();
	other.ops = 30;
	other.calls = 60;
	other.stops = 120 + 80;
	other.tracee_user_ns = 2000;
	other.tracer_user_ns = 4100; /* 7000 with the 900 below */
	other.tracer_system_ns = 700;
	add(counted());
	add(other);
	struct summary_row row = summarised("traced");
	ck_assert_double_eq_tol(row.stops_per_call, 3, CLOSE);
	ck_assert_double_eq_tol(row.cpu_ns_per_call, 100, CLOSE);
	ck_assert_double_eq_tol(row.tracer_share, 5500.0 / 8000, CLOSE);
}
END_TEST

START_TEST(switches_without_perf)
{
	struct run_row row = counted();
	row.tracer_switches = ABSENT;
	add(row);
	ck_assert_double_eq_tol(summarised("traced").switches_per_call, 0.5, CLOSE);
}
END_TEST

START_TEST(figures_not_measured)
{
	struct run_row row = counted();
	row.tracee_switches = row.tracee_involuntary = row.tracer_user_ns = row.stops = ABSENT;
	add(row);
	struct summary_row summary = summarised("traced");
	ck_assert_double_nan(summary.switches_per_call);
	ck_assert_double_nan(summary.stops_per_call);
	ck_assert_double_nan(summary.cpu_ns_per_call);
	ck_assert_double_nan(summary.tracer_share);
}
END_TEST

static Suite *suite(void)
{
	Suite *figures = suite_create("figures");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, free_dataset);
	tcase_add_test(all, workload_without_calls);
	tcase_add_test(all, ops_differ);
	tcase_add_test(all, figures_per_call);
	tcase_add_test(all, figures_are_ratios_of_totals);
	tcase_add_test(all, switches_without_perf);
	tcase_add_test(all, figures_not_measured);
	suite_add_tcase(figures, all);
	return figures;
}

int main(void)
{
	return run_suite(suite());
}
