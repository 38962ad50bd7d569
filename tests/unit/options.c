/* What a command line asks for. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "modes/fit.h"
#include "plan/plan.h"
#include "plan/roster.h"
#include "plans.h"
#include "run.h"

/* The modes that "all" are in a cell: all that fit, except its baseline. */
static size_t modes_that_fit(const char *workload)
{
	const struct traits program = workload_traits(workload_find(workload));
	size_t n = 0;
	for (const struct mode *const *m = modes; *m; m++)
		n += fit_kind(*m, program) && fit_all(*m) && !(*m)->baseline;
	return n;
}

START_TEST(defaults)
{
	ck_made(make(""));
	ck_assert_uint_eq(plan.n_cells, 1);
	ck_cell(0, "getpid", 0, "same");
	const struct cell *cell = &plan.cells[0];
	ck_assert_str_eq(cell->baseline->name, "untraced");
	ck_assert_uint_eq(cell->n_modes, modes_that_fit("getpid"));
	ck_assert_uint_eq(cell->ops, 0);
	ck_assert_uint_eq(cell->blocks, 0);
	ck_assert_uint_eq(cell->window_ns, 0);
	ck_assert_double_eq(plan.precision, 0);
	ck_assert_uint_eq(plan.n_events, 0);
	ck_assert(!plan.seeded && !plan.quiet && !plan.output);
	ck_assert_uint_eq(plan.time_ns, 0);
	ck_assert_uint_eq(plan.timeout_ns, 60000000000);
}
END_TEST

START_TEST(modes_with_a_number_in_their_name)
{
	ck_made(make("--mode untraced+5%,ptrace-syscall,untraced+2.5%,untraced+5.0%"));
	ck_assert_uint_eq(plan.cells[0].n_modes, 3);
	ck_assert_ptr_eq(plan.cells[0].modes[0], roster_find("untraced+5%"));
	ck_assert_str_eq(plan.cells[0].modes[1]->name, "ptrace-syscall");
	ck_assert_ptr_eq(plan.cells[0].modes[2], roster_find("untraced+2.5%"));
}
END_TEST

START_TEST(no_baseline_among_the_modes)
{
	ck_made(make("--workload all"));
	for (size_t i = 0; i < plan.n_cells; i++)
		for (size_t m = 0; m < plan.cells[i].n_modes; m++)
			ck_assert(!plan.cells[i].modes[m]->baseline);
}
END_TEST

START_TEST(all_of_each)
{
	size_t n = 0;
	while (workloads[n])
		n++;
	ck_made(make("--workload all --mode all --placement all"));
	ck_assert_uint_eq(plan.n_cells, 3 * n);
	for (size_t i = 0; i < plan.n_cells; i++) {
		const struct cell *cell = &plan.cells[i];
		ck_cell(i, workloads[i / 3]->name, workloads[i / 3]->size, places[i % 3]);
		ck_assert_ptr_eq(cell->baseline, mode_baseline(cell->workload->memory));
		ck_assert_uint_eq(cell->n_modes, modes_that_fit(cell->workload->name));
	}
}
END_TEST

START_TEST(baseline_alone)
{
	ck_made(make("--mode untraced --blocks 5"));
	ck_assert_uint_eq(plan.cells[0].n_modes, 0);
	ck_assert_uint_eq(plan_block_runs(&plan.cells[0]), 2);
}
END_TEST

START_TEST(names_given_twice)
{
	ck_made(make(
		"--workload getpid,getpid --mode ptrace-regs,ptrace-regs --placement free,free"));
	ck_assert_uint_eq(plan.n_cells, 1);
	ck_assert_uint_eq(plan.cells[0].n_modes, 1);
}
END_TEST

START_TEST(sizes)
{
	ck_made(make("--workload file-io,getpid --size 1,4k,1M --placement same,free"));
	ck_assert_uint_eq(plan.n_cells, 8);
	ck_cell(0, "file-io", 1, "same");
	ck_cell(1, "file-io", 1, "free");
	ck_cell(3, "file-io", 4096, "free");
	ck_cell(5, "file-io", 1 << 20, "free");
	ck_cell(6, "getpid", 0, "same");
	ck_cell(7, "getpid", 0, "free");
}
END_TEST

START_TEST(size_by_default)
{
	ck_made(make("--workload memory-read"));
	ck_cell(0, "memory-read", workload_find("memory-read")->size, "same");
}
END_TEST

START_TEST(numbers)
{
	ck_made(make("--ops 123 --blocks 7 --window 2.5 --time 1.5 --timeout 0.1 --seed 4294967295 "
		     "-o out --quiet --event cycles,instructions"));
	ck_assert_uint_eq(plan.cells[0].ops, 123);
	ck_assert_uint_eq(plan.cells[0].blocks, 7);
	ck_assert_uint_eq(plan.cells[0].window_ns, 2500000);
	ck_assert_uint_eq(plan.time_ns, 1500000000);
	ck_assert_uint_eq(plan.timeout_ns, 100000000);
	ck_assert(plan.seeded && plan.quiet);
	ck_assert_uint_eq(plan.seed, UINT32_MAX);
	ck_assert_str_eq(plan.output, "out");
	ck_assert_uint_eq(plan.n_events, 2);
	ck_assert_str_eq(plan.events[0], "cycles");
	ck_assert_str_eq(plan.events[1], "instructions");
}
END_TEST

/* The pilot chooses where nothing that it would have to know is given. */
static const struct {
	const char *line;
	uint64_t window_ns, ops, blocks;
	double precision;
} windows[] = {
	{ "", 0, 0, 0, 0 },
	{ "--time 5", 0, 0, 0, 0 },
	{ "--precision 3", 0, 0, 0, 0.03 },
	{ "--precision 0.1", 0, 0, 0, 0.001 },
	{ "--precision 100 --time 5", 0, 0, 0, 1 },
	{ "--blocks 4", 10000000, 0, 4, 0 },
	{ "--ops 7", 10000000, 7, 0, 0 },
	{ "--ops 7 --precision 3", 10000000, 7, 0, 0.03 },
	{ "--window 3", 3000000, 0, 0, 0 },
	{ "--window 3 --precision 3", 3000000, 0, 0, 0.03 },
	{ "--window 3 --blocks 4 --ops 7", 3000000, 7, 4, 0 },
};

static void ck_window(int i)
{
	ck_assert_uint_eq(plan.cells[0].window_ns, windows[i].window_ns);
	ck_assert_uint_eq(plan.cells[0].ops, windows[i].ops);
	ck_assert_uint_eq(plan.cells[0].blocks, windows[i].blocks);
	ck_assert_double_eq_tol(plan.precision, windows[i].precision, 1e-12);
}

START_TEST(window_of_a_pilot)
{
	ck_made(make(windows[_i].line));
	ck_window(_i);
	plan_free(&plan);
	ck_made(make_with(windows[_i].line, "--workload getpid\n"));
	ck_window(_i);
	plan_free(&plan);
	char text[100];
	snprintf(text, sizeof text, "--workload getpid %s\n", windows[_i].line);
	ck_made(make_with("", text));
	ck_window(_i);
}
END_TEST

static const struct {
	const char *line, *part;
} refused[] = {
	{ "--workload getpidd", "unknown workload \"getpidd\": did you mean \"getpid\"?" },
	{ "--workload zzzzzzzzzzzzzzzz", "see tracetax list workloads" },
	{ "--workload getpid,fileio", "unknown workload \"fileio\": did you mean \"file-io\"?" },
	{ "--workload all,zzzzzzzzzzzzzzzz", "unknown workload" },
	{ "--workload=", "no workload is named: see tracetax list workloads" },
	{ "--mode ptrace-sycall",
		"unknown mode \"ptrace-sycall\": did you mean \"ptrace-syscall\"?" },
	{ "--mode zzzzzzzzzzzzzzzz", "see tracetax list modes" },
	{ "--mode untraced+500%", "mode untraced+500%: N is from 0 to 100" },
	{ "--mode untraced+5%,untraced+N%", "mode untraced+N%: N is from 0 to 100" },
	{ "--workload memory-read --mode memcpy,untraced+5%",
		"mode untraced+5% fits none of the workloads named: it intercepts calls" },
	{ "--mode=", "no mode is named: see tracetax list modes" },
	{ "--placement croos", "unknown placement \"croos\": did you mean \"cross\"?" },
	{ "--placement zzzzzzzzzzzz", "see tracetax list placements" },
	{ "--mode memcpy", "mode memcpy fits none of the workloads named: it reads memory" },
	{ "--workload memory-read --mode memcpy,untraced",
		"mode untraced fits none of the workloads named: it intercepts calls" },
	{ "--workload getpid,memory-read --mode ptrace-regs",
		"workload memory-read: none of the modes named fits" },
	{ "--workload file-io --size 0",
		"--size: workload file-io: expected 1 to 1048576 bytes, found 0" },
	{ "--workload file-io --size 4k,x", "--size: expected a whole number from 0" },
	{ "--workload file-io --size 1048577",
		"--size: workload file-io: expected 1 to 1048576 bytes, found 1048577" },
	{ "--size 4096", "--size: no workload named here has a size" },
	{ "--ops 0", "--ops: expected a" },
	{ "--ops 1k", "--ops: expected a" },
	{ "--blocks 0", "--blocks: expected a whole number from 1 to 1000000, found \"0\"" },
	{ "--blocks 1000001", "--blocks: expected a" },
	{ "--blocks 3 --precision 3", "--blocks fixes the number of blocks, --precision lets the "
				      "width decide: give one" },
	{ "--precision 0", "--precision: expected a number from 0.1 to 100, found \"0\"" },
	{ "--precision 0.09", "--precision: expected a" },
	{ "--precision 100.1", "--precision: expected a" },
	{ "--precision -5", "--precision: expected a" },
	{ "--precision 5%", "--precision: expected a" },
	{ "--precision nan", "--precision: expected a" },
	{ "--precision inf", "--precision: expected a" },
	{ "--precision", "--precision needs a value: PCT" },
	{ "--window 0", "--window: expected a number from 0.1 to 60000, found \"0\"" },
	{ "--time nan", "--time: expected a" },
	{ "--timeout 0", "--timeout: expected a" },
	{ "--seed 4294967296",
		"--seed: expected a whole number from 0 to 4294967295, found \"4294967296\"" },
	{ "--event a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q",
		"--event: expected at most 16 events, found more" },
	{ "--wrokload getpid", "unknown option \"wrokload\": did you mean \"workload\"?" },
	{ "--blocks", "--blocks needs a value: N" },
	{ "/nonexistent/a.plan", "/nonexistent/a.plan: No such file or directory" },
	{ "/", "/: Is a directory" },
};

START_TEST(complaint_of_a_line)
{
	ck_refused(make(refused[_i].line), refused[_i].part);
}
END_TEST

START_TEST(help_ends_the_program)
{
	char *argv[] = { "tracetax run", "--help", NULL };
	struct options options;
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stdout));
	options_parse(2, argv, 0, &options, &complaint);
	ck_abort_msg("it went on, to measure");
}
END_TEST

START_TEST(event_too_long)
{
	char line[100] = "--event ";
	memset(line + strlen(line), 'e', 64);
	ck_refused(make(line), "--event: expected a name of at most 63 bytes");
}
END_TEST

START_TEST(too_many_plans)
{
	char line[100] = "";
	for (int i = 0; i <= PLANS_MAX; i++)
		strcat(line, "x ");
	ck_refused(make(line), "too many plans");
}
END_TEST

START_TEST(too_many_sizes)
{
	char line[200] = "--workload file-io --size 1";
	for (int i = 0; i < 64; i++)
		strcat(line, ",1");
	ck_refused(make(line), "--size: expected at most 64 sizes, found more");
}
END_TEST

static Suite *suite(void)
{
	Suite *options_suite = suite_create("options");
	TCase *all = tcase_create("all");
	tcase_add_unchecked_fixture(all, make_folder, remove_folder);
	tcase_add_checked_fixture(all, nothing_complained, free_plan);
	tcase_add_test(all, defaults);
	tcase_add_test(all, modes_with_a_number_in_their_name);
	tcase_add_test(all, no_baseline_among_the_modes);
	tcase_add_test(all, all_of_each);
	tcase_add_test(all, baseline_alone);
	tcase_add_test(all, names_given_twice);
	tcase_add_test(all, sizes);
	tcase_add_test(all, size_by_default);
	tcase_add_test(all, numbers);
	tcase_add_loop_test(all, window_of_a_pilot, 0, LENGTH(windows));
	tcase_add_loop_test(all, complaint_of_a_line, 0, LENGTH(refused));
	tcase_add_exit_test(all, help_ends_the_program, 0);
	tcase_add_test(all, event_too_long);
	tcase_add_test(all, too_many_plans);
	tcase_add_test(all, too_many_sizes);
	suite_add_tcase(options_suite, all);
	return options_suite;
}

int main(void)
{
	return run_suite(suite());
}
