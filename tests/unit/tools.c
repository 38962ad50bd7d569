/* Programs in front, beside the cheapest mode that saw each call. */
#include <check.h>

#include "commands/parts/this_version.h"
#include "loaded.h"
#include "run.h"

enum { BLOCKS = 8, CALLS = 20 };

/* Adds a mode that makes each block take `times` as long as untraced, with so many stops a run. */
static void add_watched(const char *mode, double times, int64_t stops)
{
	for (int block = 1; block <= BLOCKS; block++) {
		struct run_row row =
			run_of(mode, "treatment", block, (int64_t)(times * (1000 * block)));
		row.stops = stops;
		add(row);
	}
}

static void add_baselines(void)
{
	for (int block = 1; block <= BLOCKS; block++)
		add_pair(block, 1000 * block, 1000 * block);
}

static struct rows derived(void)
{
	dataset_sort(&dataset);
	ck_assert_int_eq(load_complete(&loaded, &this_version), 0);
	return tables_rows(&loaded, &tools_table);
}

START_TEST(the_cheapest_that_saw_each_call)
{
	add_baselines();
	add_watched("ptrace-syscall", 8, 2 * CALLS);
	add_watched("wrap:strace", 20, ABSENT);
	add_watched("seccomp-trace", 5, CALLS - 1);
	struct rows rows = derived();
	const struct tool_row *row = rows.all;
	ck_assert_uint_eq(rows.n, 1);
	ck_assert_str_eq(row->mode, "wrap:strace");
	ck_assert_double_eq_tol(row->slowdown.value, 20, CLOSE);
	ck_assert_str_eq(row->instead, "seccomp-trace");
	ck_assert_double_eq_tol(row->instead_slowdown.value, 5, CLOSE);
	ck_assert_double_eq_tol(row->ratio.value, 4, CLOSE);
	ck_assert_str_eq(row->verdict, "slower");
}
END_TEST

/* Each of them is cheaper than ptrace-syscall, and does less. */
START_TEST(what_does_less_is_not_picked)
{
	add_baselines();
	add_watched("untraced+0%", 1, 0);
	add_watched("seccomp-allow", 1.1, 0);
	add_watched("tracepoint", 1.2, CALLS);
	add_watched("user-notif", 1.5, CALLS);
	add_watched("seccomp-trace", 2, CALLS - 2);
	add_watched("sud-trap", 3, ABSENT);
	add_watched("wrap:one", 4, ABSENT);
	add_watched("wrap:two", 10, ABSENT);
	add_watched("ptrace-syscall", 8, 2 * CALLS);
	struct rows rows = derived();
	const struct tool_row *all = rows.all;
	ck_assert_uint_eq(rows.n, 2);
	ck_assert_str_eq(all[0].instead, "ptrace-syscall");
	ck_assert_double_eq_tol(all[0].ratio.value, 0.5, CLOSE);
	ck_assert_str_eq(all[0].verdict, "faster");
	ck_assert_str_eq(all[1].instead, "ptrace-syscall");
	ck_assert_str_eq(all[1].verdict, "slower");
}
END_TEST

START_TEST(nothing_to_pick)
{
	add_baselines();
	add_watched("wrap:strace", 20, ABSENT);
	struct rows rows = derived();
	const struct tool_row *row = rows.all;
	ck_assert_uint_eq(rows.n, 1);
	ck_assert_str_eq(row->instead, "");
	ck_assert_double_nan(row->ratio.value);
	ck_assert_double_nan(row->instead_slowdown.value);
	ck_assert_str_eq(row->verdict, "");
}
END_TEST

START_TEST(only_of_the_same_cell)
{
	add_baselines();
	add_watched("wrap:strace", 20, ABSENT);
	for (int block = 1; block <= BLOCKS; block++) {
		struct run_row row = run_of("ptrace-syscall", "treatment", block, 8000);
		row.stops = 2 * CALLS;
		strcpy(row.placement, "cross");
		add(row);
	}
	ck_assert_str_eq(((const struct tool_row *)derived().all)->instead, "");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("tools");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, begin_loaded, end_loaded);
	tcase_add_test(all, the_cheapest_that_saw_each_call);
	tcase_add_test(all, what_does_less_is_not_picked);
	tcase_add_test(all, nothing_to_pick);
	tcase_add_test(all, only_of_the_same_cell);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
