#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "modes/mode.h"
#include "plan/plan.h"
#include "records/rows.h"
#include "run.h"
#include "workload.h"

static void check_name(const char *name, size_t room)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	ck_assert_uint_gt(strlen(name), 0);
	ck_assert_uint_lt(strlen(name), room);
	ck_assert_msg(strspn(name, allowed) == strlen(name), "%s", name);
	ck_assert_str_ne(name, "all"); /* the word for every name */
}

/* One line of a list, and of a Markdown table. */
static void check_line(const char *line)
{
	ck_assert_ptr_nonnull(line);
	ck_assert_uint_gt(strlen(line), 0);
	ck_assert_msg(!strpbrk(line, "\n|"), "%s", line);
}

static void check_mode(const struct mode *mode)
{
	check_name(mode->name, sizeof((struct run_row *)0)->mode);
	check_line(mode->summary);
	check_line(mode->since);
	ck_assert_double_ge(mode->stops_per_call, 0);
	ck_assert_msg(!mode->baseline || mode->stops_per_call == 0, "%s", mode->name);
	ck_assert_msg(!mode->reads_memory || mode->supervise, "%s", mode->name);
	ck_assert_ptr_eq(mode_find(mode->name), mode);
}

START_TEST(each_mode)
{
	for (const struct mode *const *m = modes; *m; m++)
		check_mode(*m);
}
END_TEST

/* Strictly: so no two have one name. */
START_TEST(modes_are_sorted)
{
	ck_assert_ptr_nonnull(modes[0]);
	for (const struct mode *const *m = modes; m[1]; m++)
		ck_assert_str_lt(m[0]->name, m[1]->name);
}
END_TEST

START_TEST(modes_fit_into_a_cell)
{
	size_t n = 0;
	while (modes[n])
		n++;
	ck_assert_uint_le(n, CELL_MODES_MAX);
}
END_TEST

START_TEST(one_baseline_of_each_kind)
{
	int n[2] = { 0, 0 };
	for (const struct mode *const *m = modes; *m; m++)
		n[(*m)->reads_memory] += (*m)->baseline;
	ck_assert_int_eq(n[false], 1);
	ck_assert_int_eq(n[true], 1);
	ck_assert_str_eq(mode_baseline(false)->name, "untraced");
	ck_assert_str_eq(mode_baseline(true)->name, "memcpy");
}
END_TEST

START_TEST(names_that_are_none)
{
	ck_assert_ptr_null(mode_find("ptrace"));
	ck_assert_ptr_null(mode_find(""));
	ck_assert_ptr_null(workload_find("getpi"));
	ck_assert_ptr_null(workload_find(""));
}
END_TEST

static int times_among(int call, const int *calls, unsigned n)
{
	int times = 0;
	for (unsigned i = 0; i < n; i++)
		times += calls[i] == call;
	return times;
}

static void check_calls(const struct workload *w)
{
	ck_assert_uint_le(w->calls_per_op, CALLS_MAX);
	ck_assert_uint_le(w->selects_per_op, w->calls_per_op);
	ck_assert_msg(!w->calls_per_op == !w->selects_per_op, "%s: nothing to select", w->name);
	for (unsigned i = 0; i < w->selects_per_op; i++)
		ck_assert_msg(times_among(w->select[i], w->select, w->selects_per_op) <=
				      times_among(w->select[i], w->calls, w->calls_per_op),
			"%s selects call %d, which it does not make", w->name, w->select[i]);
}

static void check_workload(const struct workload *w)
{
	check_name(w->name, sizeof((struct run_row *)0)->workload);
	ck_assert_uint_lt(strlen(w->name), sizeof((struct page *)0)->workload);
	check_line(w->summary);
	ck_assert_msg(!w->size == !w->size_max && w->size <= w->size_max, "%s", w->name);
	ck_assert_msg(w->run || (w->setup && w->size && !w->calls_per_op), "%s", w->name);
	ck_assert_ptr_eq(workload_find(w->name), w);
}

START_TEST(each_workload)
{
	for (const struct workload *const *w = workloads; *w; w++) {
		check_workload(*w);
		check_calls(*w);
	}
}
END_TEST

START_TEST(workloads_are_sorted)
{
	ck_assert_ptr_nonnull(workloads[0]);
	for (const struct workload *const *w = workloads; w[1]; w++)
		ck_assert_str_lt(w[0]->name, w[1]->name);
}
END_TEST

static Suite *suite(void)
{
	Suite *registry = suite_create("registry");
	TCase *all = tcase_create("all");
	tcase_add_test(all, each_mode);
	tcase_add_test(all, modes_are_sorted);
	tcase_add_test(all, modes_fit_into_a_cell);
	tcase_add_test(all, one_baseline_of_each_kind);
	tcase_add_test(all, names_that_are_none);
	tcase_add_test(all, each_workload);
	tcase_add_test(all, workloads_are_sorted);
	suite_add_tcase(registry, all);
	return registry;
}

int main(void)
{
	return run_suite(suite());
}
