/* What a mode saw: two commands of one program, one of which makes no calls. */
#include <check.h>

#include "commands/parts/this_version.h"
#include "loaded.h"
#include "run.h"

static struct run_row run_of_command(const char *workload, const char *mode, const char *role)
{
	struct run_row row = run_of(mode, role, 1, 1000);
	strcpy(row.workload, workload);
	row.size = ABSENT;
	return row;
}

/* Adds a run of ten executions that were stopped so often in all. */
static void add_stops(const char *workload, const char *mode, int64_t stops)
{
	struct run_row row = run_of_command(workload, mode, "treatment");
	row.stops = stops;
	add(row);
}

static void add_baseline(const char *workload)
{
	add(run_of_command(workload, "untraced", "baseline-a"));
}

static void add_gap(const char *workload, const char *mode, const char *status, const char *reason)
{
	struct run_row row = run_of_command(workload, mode, "treatment");
	strcpy(row.status, status);
	strcpy(row.reason, reason);
	add(row);
}

static struct rows derived(void)
{
	loaded.dataset = &no_runs;
	loaded.coverage = &dataset;
	ck_assert_int_eq(load_complete(&loaded, &this_version), 0);
	return tables_rows(&loaded, &coverage_table);
}

static void ck_row(const struct coverage_row *row, const char *program, const char *mode,
	const char *behaved, const char *reason)
{
	ck_assert_str_eq(row->program, program);
	ck_assert_str_eq(row->placement, "same");
	ck_assert_str_eq(row->mode, mode);
	ck_assert_str_eq(row->behaved, behaved);
	ck_assert_str_eq(row->reason, reason);
}

START_TEST(the_difference_over_the_stops_of_a_call)
{
	add_baseline("command:own-filter-7");
	add_stops("command:own-filter-7", "seccomp-trace", 10 * (40 + 7));
	add_stops("command:own-filter-0", "seccomp-trace", 10 * 40);
	add_stops("command:own-filter-7", "ptrace-syscall", 10 * 2 * (40 + 3));
	add_stops("command:own-filter-0", "ptrace-syscall", 10 * 2 * 40);
	add_stops("command:own-filter-7", "seccomp-allow", 0);
	add_stops("command:own-filter-0", "seccomp-allow", 0);
	struct rows rows = derived();
	const struct coverage_row *all = rows.all;
	ck_assert_uint_eq(rows.n, 3);
	ck_row(&all[0], "own-filter", "ptrace-syscall", "yes", "");
	ck_assert_int_eq(all[0].made, 7);
	ck_assert_double_eq_tol(all[0].seen, 3, CLOSE);
	ck_row(&all[1], "own-filter", "seccomp-allow", "yes", "");
	ck_assert_double_nan(all[1].seen);
	ck_row(&all[2], "own-filter", "seccomp-trace", "yes", "");
	ck_assert_double_eq_tol(all[2].seen, 7, CLOSE);
}
END_TEST

/* A run that failed counts more than those that went well, and than one that was skipped. */
START_TEST(what_a_mode_breaks)
{
	add_baseline("command:jit-100");
	add_stops("command:jit-0", "rewrite", 40);
	add_stops("command:jit-100", "rewrite", 1040);
	add_gap("command:jit-100", "rewrite", "skip", "no");
	add_gap("command:jit-100", "rewrite", "fail", "died");
	add_gap("command:jit-0", "user-notif", "skip", "it answers");
	add_gap("command:jit-100", "user-notif", "skip", "it answers");
	struct rows rows = derived();
	const struct coverage_row *all = rows.all;
	ck_assert_uint_eq(rows.n, 2);
	ck_row(&all[0], "jit", "rewrite", "no", "died");
	ck_row(&all[1], "jit", "user-notif", "refused", "it answers");
	ck_assert_double_nan(all[1].seen);
}
END_TEST

START_TEST(what_does_not_go_well_unwatched_is_no_fault_of_a_mode)
{
	add_gap("command:uring-0", "ptrace-syscall", "fail", "unwatched");
	add_gap("command:uring-100", "ptrace-syscall", "fail", "unwatched");
	add_gap("command:uring-100", "untraced", "fail", "unwatched");
	struct rows rows = derived();
	ck_assert_uint_eq(rows.n, 1);
	ck_row(rows.all, "uring", "ptrace-syscall", "refused", "unwatched");
}
END_TEST

/* A name that ends with a number is a program of its own, unless there is one that makes no calls.
 */
START_TEST(other_commands_have_no_row)
{
	static const char *const names[] = { "command:dd-100", "command:jit", "command:x-0",
		"command:y-1a", "command:y-0", "getpid" };
	for (int i = 0; i < LENGTH(names); i++)
		add_stops(names[i], "ptrace-syscall", 100);
	ck_assert_uint_eq(derived().n, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("coverage");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, begin_loaded, end_loaded);
	tcase_add_test(all, the_difference_over_the_stops_of_a_call);
	tcase_add_test(all, what_a_mode_breaks);
	tcase_add_test(all, what_does_not_go_well_unwatched_is_no_fault_of_a_mode);
	tcase_add_test(all, other_commands_have_no_row);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
