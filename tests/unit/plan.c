/* Files of plans, alone and below a command line. */
#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "plan/placements.h"
#include "plan/plan.h"
#include "plan/roster.h"
#include "plans.h"
#include "run.h"

START_TEST(lines_of_a_plan)
{
	ck_made(make_with("", "\xef\xbb\xbf# a mark and a comment, then blank lines\n\n \t \n\r\n"
			      "--workload getpid --blocks 4 # and --workload zzz\n"
			      "\t--workload\tgetppid  --blocks=5\r\n"
			      "--workload compute"));
	ck_assert_uint_eq(plan.n_cells, 3);
	ck_cell(0, "getpid", 0, "same");
	ck_cell(1, "getppid", 0, "same");
	ck_cell(2, "compute", 0, "same");
	ck_assert_uint_eq(plan.cells[0].blocks, 4);
	ck_assert_uint_eq(plan.cells[1].blocks, 5);
	ck_assert_uint_eq(plan.cells[2].blocks, 0);
}
END_TEST

static const struct {
	const char *text, *part;
} refused_plans[] = {
	{ "", ": no cells in this plan" },
	{ "# only\n\n", ": no cells in this plan" },
	{ "# one\n\n--workload getpidd\n", ":3: unknown workload \"getpidd\"" },
	{ "--workload getpid\n--wrokload getpid\n", ":2: unknown option \"wrokload\"" },
	{ "--blocks 0", ":1: --blocks: expected a" },
	{ "--timeout 0", ":1: --timeout: expected a" },
	{ "--workload getpid\n\n--blocks 3 --precision 3", ":3: --blocks fixes" },
	{ "--precision 3\n--precision 0\n", ":2: --precision: expected a" },
	{ "--blocks 3\n--blocks", ":2: --blocks needs a value: N" },
	{ "getpid\n", ":1: expected options only, found \"getpid\"" },
	{ "--blocks 3 -- getpid\n", ":1: expected options only, found \"getpid\"" },
	{ "\n--help\n", ":2: --help is not allowed in a plan" },
	{ "--usage", ":1: --usage is not allowed in a plan" },
	{ "-?", ":1: -? is not allowed in a plan" },
	/* argp takes these for --help too */
	{ "--hel", ":1: " },
	{ "--usag", ":1: " },
	{ "-?x", ":1: " },
};

START_TEST(complaint_of_a_plan)
{
	char part[200];
	snprintf(part, sizeof part, "%s%s", files[0], refused_plans[_i].part);
	ck_refused(make_with("", refused_plans[_i].text), part);
}
END_TEST

/* LENGTH times one character, between a first and a last line. */
static const char *with_middle(const char *first, int length, const char *last)
{
	static char text[9000];
	snprintf(text, sizeof text, "%s%0*d%s", first, length, 0, last);
	return text;
}

START_TEST(line_of_any_length)
{
	const char *text = with_middle("# one\n--blocks ", 5000, "\n--workload getpid\n");
	ck_refused(make_with("", text), ":2: --blocks");
}
END_TEST

START_TEST(too_many_words)
{
	char text[600] = "";
	for (int i = 0; i < 65; i++)
		strcat(text, "--quiet ");
	ck_refused(make_with("", text), ":1: expected at most 64 words, found more");
}
END_TEST

/* A comment is no option, however long, and one line. */
START_TEST(comment_of_any_length)
{
	ck_made(make_with("", with_middle("#", 5000, "\n--workload compute\n")));
	ck_assert_uint_eq(plan.n_cells, 1);
	plan_free(&plan);
	ck_refused(make_with("", with_middle("#", 5000, "\n--workload zzzzzzzzzzzz\n")),
		":2: unknown");
}
END_TEST

START_TEST(command_line_overrides)
{
	ck_made(make_with("--blocks 3 --placement free --event instructions --seed 1",
		"--workload getpid --blocks 10 --event cycles --seed 9\n--workload getppid "
		"--blocks 20\n"));
	ck_assert_uint_eq(plan.n_cells, 2);
	ck_cell(0, "getpid", 0, "free");
	ck_cell(1, "getppid", 0, "free");
	ck_assert_uint_eq(plan.cells[0].blocks, 3);
	ck_assert_uint_eq(plan.cells[1].blocks, 3);
	ck_assert_uint_eq(plan.seed, 1);
	ck_assert_uint_eq(plan.n_events, 1);
	ck_assert_str_eq(plan.events[0], "instructions");
}
END_TEST

/* They exclude each other, so what the command line says of one decides both. */
START_TEST(precision_overrides_blocks)
{
	ck_made(make_with("--precision 3",
		"--workload getpid --blocks 10\n--workload getppid --precision 7\n"));
	ck_assert_uint_eq(plan.cells[0].blocks, 0);
	ck_assert_uint_eq(plan.cells[0].window_ns, 0);
	ck_assert_uint_eq(plan.cells[1].blocks, 0);
	ck_assert_double_eq_tol(plan.precision, 0.03, 1e-12);
}
END_TEST

START_TEST(blocks_override_precision)
{
	ck_made(make_with(
		"--blocks 10", "--workload getpid --precision 3\n--workload getppid --blocks 4\n"));
	ck_assert_uint_eq(plan.cells[0].blocks, 10);
	ck_assert_uint_eq(plan.cells[0].window_ns, 10000000);
	ck_assert_uint_eq(plan.cells[1].blocks, 10);
	ck_assert_double_eq(plan.precision, 0);
}
END_TEST

/* What the command line decides hides no contradiction of a line, and its own has no line. */
START_TEST(blocks_and_precision_in_one_place)
{
	char part[100];
	snprintf(part, sizeof part, "%s:2: --blocks fixes", files[0]);
	ck_refused(make_with("--blocks 3", "--precision 2\n--blocks 3 --precision 3\n"), part);
	plan_free(&plan);
	ck_refused(make_with("--blocks 3 --precision 3", "--workload getpid\n"), "--blocks fixes");
	ck_assert_ptr_eq(strstr(complaint.text, "--blocks"), complaint.text);
}
END_TEST

/* In one plan some cells may have a number of blocks, and others a width. */
START_TEST(blocks_and_precision_in_two_lines)
{
	ck_made(make_with("", "--workload getpid --precision 3\n--workload getppid --blocks 4\n"));
	ck_assert_uint_eq(plan.cells[0].blocks, 0);
	ck_assert_uint_eq(plan.cells[1].blocks, 4);
	ck_assert_double_eq_tol(plan.precision, 0.03, 1e-12);
}
END_TEST

START_TEST(same_cell_in_two_lines)
{
	ck_made(make_with("",
		"--mode ptrace-regs --blocks 10\n--mode ptrace-regs,ptrace-syscall --blocks 20\n"));
	ck_assert_uint_eq(plan.n_cells, 1);
	ck_assert_uint_eq(plan.cells[0].n_modes, 2);
	ck_assert_str_eq(plan.cells[0].modes[0]->name, "ptrace-regs");
	ck_assert_str_eq(plan.cells[0].modes[1]->name, "ptrace-syscall");
	ck_assert_uint_eq(plan.cells[0].blocks, 20);
}
END_TEST

static int make_of_two(const char *first, const char *second)
{
	char line[200];
	write_plan(0, first);
	write_plan(1, second);
	snprintf(line, sizeof line, "%s %s", files[0], files[1]);
	return make(line);
}

START_TEST(two_plans)
{
	ck_made(make_of_two(
		"--workload getpid --event cycles\n", "--workload compute --event faults\n"));
	ck_assert_uint_eq(plan.n_cells, 2);
	ck_assert_uint_eq(plan.n_events, 2);
}
END_TEST

START_TEST(same_cell_in_two_plans)
{
	ck_made(make_of_two("--mode ptrace-regs\n", "--mode ptrace-syscall\n"));
	ck_assert_uint_eq(plan.n_cells, 1);
	ck_assert_uint_eq(plan.cells[0].n_modes, 2);
}
END_TEST

START_TEST(second_plan_is_empty)
{
	ck_refused(make_of_two("--workload getpid\n", "# nothing\n"), files[1]);
}
END_TEST

/* What concerns the campaign counts wherever it is said, and the last one counts. */
START_TEST(campaign_options_in_a_plan)
{
	ck_made(make_with("", "--seed 7 --time 5 --timeout 2 --output x --quiet\n"
			      "--workload getppid --seed 8\n--workload compute\n"));
	ck_assert(plan.seeded && plan.quiet);
	ck_assert_uint_eq(plan.seed, 8);
	ck_assert_uint_eq(plan.time_ns, 5000000000);
	ck_assert_str_eq(plan.output, "x");
}
END_TEST

START_TEST(surroundings_of_commands_are_those_of_their_line)
{
	ck_made(make_with("--command plan-a=true --command plan-b=true",
		"--workload command:plan-a --warmup 3 --input /dev/zero --conclude x\n"
		"--workload command:plan-b --ignore-failure --may-break --prepare y\n"));
	const struct cell *a = &plan.cells[0], *b = &plan.cells[1];
	ck_assert_uint_eq(a->warm_ups, 3);
	ck_assert_str_eq(a->setting.input, "/dev/zero");
	ck_assert_str_eq(a->setting.conclude, "x");
	ck_assert(!a->setting.ignore_failure && !a->setting.may_break && !a->setting.prepare);
	ck_assert_uint_eq(b->warm_ups, 0);
	ck_assert_str_eq(b->setting.prepare, "y");
	ck_assert(b->setting.ignore_failure && b->setting.may_break);
	ck_assert(!b->setting.input && !b->setting.conclude);
}
END_TEST

START_TEST(each_setup_of_a_plan_once)
{
	ck_made(make_with("", "--setup one --cleanup last --max-runs 9\n--setup two\n"
			      "--setup one --cleanup last\n"));
	ck_assert_uint_eq(plan.setup.n, 2);
	ck_assert_str_eq(plan.setup.all[0], "one");
	ck_assert_str_eq(plan.setup.all[1], "two");
	ck_assert_uint_eq(plan.cleanup.n, 1);
	ck_assert_uint_eq(plan.max_blocks, 9);
}
END_TEST

START_TEST(too_many_setups)
{
	static char text[(CHORES_MAX + 1) * 16];
	int n = 0;
	for (int i = 0; i <= CHORES_MAX; i++)
		n += snprintf(text + n, sizeof text - (size_t)n, "--setup %d\n", i);
	ck_refused(make_with("", text), ":65: --setup: expected at most 64 commands");
}
END_TEST

START_TEST(timeout_in_a_plan)
{
	ck_made(make_with("", "--timeout 2\n--workload getppid --timeout 5\n--workload compute\n"));
	ck_assert_uint_eq(plan.timeout_ns, 5000000000);
}
END_TEST

START_TEST(runs_of_a_block)
{
	ck_made(make_with("", "--mode ptrace-regs,ptrace-syscall --blocks 10\n"
			      "--workload compute --mode untraced --blocks 3\n"));
	ck_assert_uint_eq(plan_block_runs(&plan.cells[0]), 2 + 2);
	ck_assert_uint_eq(plan_block_runs(&plan.cells[1]), 2);
}
END_TEST

START_TEST(shipped_plans)
{
	glob_t found;
	ck_assert_int_eq(glob("bench/*.plan", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct options options = { .plans = { found.gl_pathv[i] }, .n_plans = 1 };
		ck_made(plan_make(&options, &(struct plan_names){ .placements = placement_names },
			&plan, &complaint));
		ck_assert_uint_gt(plan.n_cells, 0);
		plan_free(&plan);
	}
	globfree(&found);
}
END_TEST

static Suite *suite(void)
{
	Suite *plan_suite = suite_create("plan");
	TCase *all = tcase_create("all");
	tcase_add_unchecked_fixture(all, make_folder, remove_folder);
	tcase_add_checked_fixture(all, nothing_complained, free_plan);
	tcase_add_test(all, lines_of_a_plan);
	tcase_add_loop_test(all, complaint_of_a_plan, 0, LENGTH(refused_plans));
	tcase_add_test(all, line_of_any_length);
	tcase_add_test(all, too_many_words);
	tcase_add_test(all, comment_of_any_length);
	tcase_add_test(all, command_line_overrides);
	tcase_add_test(all, precision_overrides_blocks);
	tcase_add_test(all, blocks_override_precision);
	tcase_add_test(all, blocks_and_precision_in_one_place);
	tcase_add_test(all, blocks_and_precision_in_two_lines);
	tcase_add_test(all, same_cell_in_two_lines);
	tcase_add_test(all, two_plans);
	tcase_add_test(all, same_cell_in_two_plans);
	tcase_add_test(all, second_plan_is_empty);
	tcase_add_test(all, campaign_options_in_a_plan);
	tcase_add_test(all, surroundings_of_commands_are_those_of_their_line);
	tcase_add_test(all, each_setup_of_a_plan_once);
	tcase_add_test(all, too_many_setups);
	tcase_add_test(all, timeout_in_a_plan);
	tcase_add_test(all, runs_of_a_block);
	tcase_add_test(all, shipped_plans);
	suite_add_tcase(plan_suite, all);
	return plan_suite;
}

int main(void)
{
	return run_suite(suite());
}
