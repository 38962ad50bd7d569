#include <check.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/commands.h"
#include "modes/mode.h"
#include "plan/line.h"
#include "plan/plan.h"
#include "plan/roster.h"
#include "records/rows.h"
#include "report/grid/format.h"
#include "report/section.h"
#include "run.h"
#include "workload.h"

static void check_name(const char *name, size_t room, const char *also)
{
	char allowed[64];
	snprintf(allowed, sizeof allowed, "abcdefghijklmnopqrstuvwxyz0123456789-%s", also);
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
	bool family = mode_is_family(mode);
	/* a number may take nine places more than its N */
	check_name(mode->name, sizeof((struct run_row *)0)->mode - (family ? 9 : 0),
		family ? "N+%" : "");
	check_line(mode->summary);
	check_line(mode->since);
	ck_assert_double_ge(mode->stops_per_call, 0);
	ck_assert_msg(!mode->baseline || mode->stops_per_call == 0, "%s", mode->name);
	ck_assert_msg(!mode->memory || mode->supervise, "%s", mode->name);
	ck_assert_msg(!family || !mode->baseline, "%s", mode->name);
	ck_assert_msg(!family == (mode->n_max <= mode->n_min), "%s", mode->name);
	ck_assert_ptr_eq(mode_find(mode->name, NULL), family ? NULL : mode);
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
		n[(*m)->memory != 0] += (*m)->baseline;
	ck_assert_int_eq(n[false], 1);
	ck_assert_int_eq(n[true], 1);
	ck_assert_str_eq(mode_baseline(false)->name, "untraced");
	ck_assert_str_eq(mode_baseline(true)->name, "memcpy");
}
END_TEST

static void check_member(const char *asked, const char *name, double n)
{
	struct mode member;
	ck_assert_msg(mode_find(asked, &member) == &member, "%s", asked);
	ck_assert_str_eq(member.name, name);
	ck_assert_double_eq(member.n, n);
	ck_assert(!mode_is_family(&member));
	ck_assert(member.arm != NULL);
	const struct mode *kept = roster_find(asked);
	ck_assert_ptr_nonnull(kept);
	ck_assert_str_eq(kept->name, name);
	ck_assert_ptr_eq(roster_find(asked), kept);
	ck_assert_ptr_eq(roster_find(name), kept);
}

START_TEST(members_of_a_family)
{
	check_member("untraced+0%", "untraced+0%", 0);
	check_member("untraced+5%", "untraced+5%", 5);
	check_member("untraced+100%", "untraced+100%", 100);
	check_member("untraced+2.5%", "untraced+2.5%", 2.5);
	check_member("untraced+2.50%", "untraced+2.5%", 2.5);
	check_member("untraced+007%", "untraced+7%", 7);
	check_member("untraced+0.001%", "untraced+0.001%", 0.001);
	ck_assert_ptr_ne(roster_find("untraced+5%"), roster_find("untraced+0%"));
}
END_TEST

START_TEST(members_of_a_family_of_whole_numbers)
{
	check_member("seccomp-stack-1", "seccomp-stack-1", 1);
	check_member("seccomp-stack-32", "seccomp-stack-32", 32);
	check_member("seccomp-stack-08", "seccomp-stack-8", 8);
	check_member("seccomp-stack-8.0", "seccomp-stack-8", 8);
}
END_TEST

START_TEST(numbers_that_no_member_has)
{
	static const char *const names[] = { "untraced+500%", "untraced+100.001%", "untraced+-5%",
		"untraced+N%", "untraced++5%", "untraced+ 5%", "untraced+5 %", "untraced+5.%",
		"untraced+.5%", "untraced+1e1%", "untraced+0x5%", "untraced+inf%", "untraced+nan%",
		"untraced+0.0001%", "untraced+0000000%", "untraced+5,5%", "untraced+1.2.3%",
		"seccomp-stack-0", "seccomp-stack-33", "seccomp-stack-1.5", "seccomp-stack--1",
		"seccomp-stack-N" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct mode member;
		ck_assert_msg(!mode_find(names[i], &member), "%s", names[i]);
		ck_assert_msg(!roster_find(names[i]), "%s", names[i]);
		ck_assert_msg(mode_family(names[i]) != NULL, "%s", names[i]);
	}
}
END_TEST

START_TEST(names_beside_a_family)
{
	static const char *const names[] = { "untraced+%", "untraced+5", "untraced5%", "+5%",
		"untraced+5%x", "Untraced+5%", "untraced", "" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		ck_assert_msg(!mode_family(names[i]), "%s", names[i]);
}
END_TEST

START_TEST(every_mode_that_runs_once)
{
	size_t n = 0, families = 0;
	const struct mode *made = roster_find("untraced+1%");
	while (modes[n])
		families += mode_is_family(modes[n++]);
	ck_assert_uint_gt(families, 0);
	for (size_t i = 0; i < n - families; i++)
		ck_assert(roster_at(i) && !mode_is_family(roster_at(i)) && roster_at(i) != made);
	ck_assert_ptr_eq(roster_at(n - families), made);
	ck_assert_ptr_null(roster_at(n - families + 1));
}
END_TEST

START_TEST(a_look_up_keeps_nothing)
{
	struct mode member;
	size_t n = 0, after = 0;
	while (roster_at(n))
		n++;
	size_t allocated = mallinfo2().uordblks; /* 0 under a sanitizer, which has its own */
	ck_assert_ptr_eq(mode_find("untraced+3%", &member), &member);
	size_t allocated_after = mallinfo2().uordblks;
	while (roster_at(after))
		after++;
	ck_assert_uint_eq(after, n);
	ck_assert_uint_eq(allocated_after, allocated);
}
END_TEST

START_TEST(names_that_are_none)
{
	ck_assert_ptr_null(mode_find("ptrace", NULL));
	ck_assert_ptr_null(mode_find("", NULL));
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
	ck_assert_uint_le(w->selects_per_op, CALLS_MAX);
	if (w->calls_of_libc) { /* no list of them, so no mode may answer them */
		ck_assert_msg(!w->calls_per_op && !w->answer_ignored, "%s", w->name);
		return;
	}
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
	check_name(w->name, sizeof((struct run_row *)0)->workload, "");
	ck_assert_uint_lt(strlen(w->name), sizeof((struct page *)0)->job.workload);
	check_line(w->summary);
	ck_assert_msg(w->size <= w->size_max, "%s", w->name);
	ck_assert_msg(!w->size_max || w->size >= size_units[w->size_unit].least, "%s", w->name);
	ck_assert_msg(!w->run == !!w->memory, "%s", w->name);
	ck_assert_msg(!w->memory || (w->size && !w->calls_per_op && !w->setup), "%s", w->name);
	ck_assert_msg(!w->memory || w->size_unit != SIZE_PIECES || w->memory->piece, "%s", w->name);
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

START_TEST(a_line_can_name_them_all)
{
	size_t n = 0;
	while (workloads[n])
		n++;
	ck_assert_uint_le(n, LINE_MAX_NAMES);
}
END_TEST

START_TEST(each_command)
{
	ck_assert_ptr_nonnull(commands[0]);
	for (const struct command *const *c = commands; *c; c++) {
		check_name((*c)->name, sizeof "summary  ", "");
		check_line((*c)->summary);
		ck_assert((*c)->run != NULL);
	}
}
END_TEST

START_TEST(each_section)
{
	ck_assert_ptr_nonnull(sections[0]);
	for (const struct section *const *s = sections; *s; s++) {
		ck_assert((*s)->write != NULL);
		ck_assert(!(*s)->heading || (*s)->heading[0] == '#');
	}
}
END_TEST

static int found_by_name(const struct format *format)
{
	const struct format *found;
	struct complaint complaint;
	return format_find(format->name, true, &found, &complaint) == 0 && found == format;
}

START_TEST(each_format)
{
	for (const struct format *const *f = formats; *f; f++) {
		check_name((*f)->name, sizeof "markdown  ", "");
		check_line((*f)->summary);
		ck_assert((*f)->write != NULL);
		ck_assert_msg(found_by_name(*f), "%s", (*f)->name);
		ck_assert_ptr_nonnull(strstr(format_names(true).s, (*f)->name));
		ck_assert_ptr_nonnull(strstr(format_summaries(true).s, (*f)->summary));
	}
}
END_TEST

struct places {
	const char *of;
	int taken[128];
	size_t n;
};

/* Fails if two of a registry are in one place: then one would be left out, or chance would decide
 * which comes first. */
static void take(struct places *places, int place)
{
	for (size_t i = 0; i < places->n; i++)
		ck_assert_msg(places->taken[i] != place, "two %s in place %d", places->of, place);
	ck_assert_uint_lt(places->n, sizeof places->taken / sizeof *places->taken);
	places->taken[places->n++] = place;
}

START_TEST(no_two_are_in_one_place)
{
	struct places of_commands = { .of = "commands" }, of_formats = { .of = "formats" },
		      of_sections = { .of = "sections" };
	for (const struct command *const *c = commands; *c; c++)
		take(&of_commands, (*c)->order);
	for (const struct format *const *f = formats; *f; f++)
		take(&of_formats, (*f)->order);
	for (const struct section *const *s = sections; *s; s++)
		take(&of_sections, (*s)->order);
}
END_TEST

static Suite *suite(void)
{
	Suite *registry = suite_create("registry");
	TCase *all = tcase_create("all");
	tcase_add_test(all, each_mode);
	tcase_add_test(all, modes_are_sorted);
	tcase_add_test(all, a_line_can_name_them_all);
	tcase_add_test(all, modes_fit_into_a_cell);
	tcase_add_test(all, one_baseline_of_each_kind);
	tcase_add_test(all, members_of_a_family);
	tcase_add_test(all, members_of_a_family_of_whole_numbers);
	tcase_add_test(all, numbers_that_no_member_has);
	tcase_add_test(all, names_beside_a_family);
	tcase_add_test(all, every_mode_that_runs_once);
	tcase_add_test(all, a_look_up_keeps_nothing);
	tcase_add_test(all, names_that_are_none);
	tcase_add_test(all, each_workload);
	tcase_add_test(all, workloads_are_sorted);
	tcase_add_test(all, each_command);
	tcase_add_test(all, each_section);
	tcase_add_test(all, each_format);
	tcase_add_test(all, no_two_are_in_one_place);
	suite_add_tcase(registry, all);
	return registry;
}

int main(void)
{
	return run_suite(suite());
}
