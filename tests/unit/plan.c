#include <argp.h>
#include <check.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan/placements.h"
#include "plan/plan.h"
#include "plan/roster.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

enum { FILES = 2, WORDS_MAX = 64 };

static const char *const places[] = { "same", "cross", "free", NULL };

static char folder[] = "/tmp/tracetax-plan-XXXXXX";
static char files[FILES][64];
static struct plan plan;
static struct complaint complaint;

static void make_folder(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	for (int i = 0; i < FILES; i++)
		snprintf(files[i], sizeof files[i], "%s/%d.plan", folder, i);
}

static void remove_folder(void)
{
	for (int i = 0; i < FILES; i++)
		unlink(files[i]);
	rmdir(folder);
}

static void nothing_complained(void)
{
	complaint.text[0] = '\0';
}

static void free_plan(void)
{
	plan_free(&plan);
}

/* What a command line of these words, parted by blanks, would measure. */
static int make(const char *line)
{
	static char text[4096];
	char *argv[WORDS_MAX + 1] = { "tracetax run" };
	int argc = 1;
	snprintf(text, sizeof text, "%s", line);
	for (char *save, *word = strtok_r(text, " ", &save); word;
		word = strtok_r(NULL, " ", &save))
		argv[argc++] = word;
	struct options options;
	int error = options_parse(argc, argv, ARGP_SILENT, &options, &complaint);
	return error ? error
		     : plan_make(&options, &(struct plan_names){ .placements = places }, &plan,
			       &complaint);
}

static void write_plan(int file, const char *text)
{
	FILE *stream = fopen(files[file], "w");
	ck_assert_ptr_nonnull(stream);
	ck_assert_int_ge(fputs(text, stream), 0);
	ck_assert_int_eq(fclose(stream), 0);
}

/* The same of a plan with this text, behind a command line. */
static int make_with(const char *line, const char *text)
{
	char with_file[512];
	write_plan(0, text);
	snprintf(with_file, sizeof with_file, "%s %s", line, files[0]);
	return make(with_file);
}

static void ck_made(int error)
{
	ck_assert_msg(error == 0, "%s", complaint.text);
}

static void ck_refused(int error, const char *part)
{
	ck_assert_int_eq(error, -EINVAL);
	ck_assert_msg(strstr(complaint.text, part) != NULL, "%s", complaint.text);
}

static bool is_of_kind(const struct mode *mode, const struct layout *memory)
{
	if (mode->pieces && !(memory && memory->piece))
		return false;
	return memory ? (mode->memory & memory->access) != 0 : mode->memory == 0;
}

/* The modes that all are in a cell: all that fit but its baseline. */
static size_t modes_that_fit(const struct layout *memory)
{
	size_t n = 0;
	for (const struct mode *const *m = modes; *m; m++)
		n += is_of_kind(*m, memory) && !(*m)->baseline && !(*m)->proof &&
		     !mode_is_family(*m);
	return n;
}

static void ck_cell(size_t i, const char *workload, uint64_t size, const char *placement)
{
	ck_assert_uint_lt(i, plan.n_cells);
	ck_assert_str_eq(plan.cells[i].workload->name, workload);
	ck_assert_uint_eq(plan.cells[i].size, size);
	ck_assert_str_eq(plan.cells[i].placement, placement);
}

START_TEST(defaults)
{
	ck_made(make(""));
	ck_assert_uint_eq(plan.n_cells, 1);
	ck_cell(0, "getpid", 0, "same");
	const struct cell *cell = &plan.cells[0];
	ck_assert_str_eq(cell->baseline->name, "untraced");
	ck_assert_uint_eq(cell->n_modes, modes_that_fit(NULL));
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
		const struct layout *memory = cell->workload->memory;
		ck_cell(i, workloads[i / 3]->name, workloads[i / 3]->size, places[i % 3]);
		ck_assert_ptr_eq(cell->baseline, mode_baseline(memory != NULL));
		ck_assert_uint_eq(cell->n_modes, modes_that_fit(memory));
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
		"mode untraced+5% intercepts calls: it fits none" },
	{ "--mode=", "no mode is named: see tracetax list modes" },
	{ "--placement croos", "unknown placement \"croos\": did you mean \"cross\"?" },
	{ "--placement zzzzzzzzzzzz", "see tracetax list placements" },
	{ "--mode memcpy", "mode memcpy reads memory: it fits none of the workloads named" },
	{ "--workload memory-read --mode memcpy,untraced",
		"mode untraced intercepts calls: it fits none" },
	{ "--workload getpid,memory-read --mode ptrace-regs",
		"workload memory-read: none of the modes named fits" },
	{ "--workload file-io --size 0", "--size 0: workload file-io takes 1 to 1048576 bytes" },
	{ "--workload file-io --size 4k,x", "--size \"x\": give a whole number from 0" },
	{ "--workload file-io --size 1048577",
		"--size 1048577: workload file-io takes 1 to 1048576 bytes" },
	{ "--size 4096", "--size: no workload named here has a size" },
	{ "--ops 0", "--ops \"0\": give" },
	{ "--ops 1k", "--ops \"1k\": give" },
	{ "--blocks 0", "--blocks \"0\": give a whole number from 1 to 1000000" },
	{ "--blocks 1000001", "--blocks \"1000001\": give" },
	{ "--blocks 3 --precision 3", "--blocks fixes the number of blocks, --precision lets the "
				      "width decide: give one" },
	{ "--precision 0", "--precision \"0\": give a number from 0.1 to 100" },
	{ "--precision 0.09", "--precision \"0.09\": give" },
	{ "--precision 100.1", "--precision \"100.1\": give" },
	{ "--precision -5", "--precision \"-5\": give" },
	{ "--precision 5%", "--precision \"5%\": give" },
	{ "--precision nan", "--precision \"nan\": give" },
	{ "--precision inf", "--precision \"inf\": give" },
	{ "--precision", "--precision needs a value: PCT" },
	{ "--window 0", "--window \"0\": give a number from 0.1 to 60000" },
	{ "--time nan", "--time \"nan\": give" },
	{ "--timeout 0", "--timeout \"0\": give" },
	{ "--seed 4294967296", "--seed \"4294967296\": give a whole number from 0 to 4294967295" },
	{ "--event a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q", "--event: more than 16 events" },
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
	ck_refused(make(line), "no event has so long a name");
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
	ck_refused(make(line), "--size: more than 64 sizes");
}
END_TEST

START_TEST(lines_of_a_plan)
{
	ck_made(make_with("", "# a comment, then blank lines\n\n \t \n\r\n"
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
	{ "--blocks 0", ":1: --blocks \"0\"" },
	{ "--timeout 0", ":1: --timeout \"0\"" },
	{ "--workload getpid\n\n--blocks 3 --precision 3", ":3: --blocks fixes" },
	{ "--precision 3\n--precision 0\n", ":2: --precision \"0\"" },
	{ "--blocks 3\n--blocks", ":2: --blocks needs a value: N" },
	{ "getpid\n", ":1: \"getpid\": a line holds options only" },
	{ "--blocks 3 -- getpid\n", ":1: \"getpid\": a line holds options only" },
	{ "\n--help\n", ":2: --help does not belong into a plan" },
	{ "--usage", ":1: --usage does not belong into a plan" },
	{ "-?", ":1: -? does not belong into a plan" },
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
	ck_refused(make_with("", text), ":1: more than 64 words");
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
	Suite *plans = suite_create("plan");
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
	tcase_add_test(all, timeout_in_a_plan);
	tcase_add_test(all, runs_of_a_block);
	tcase_add_test(all, shipped_plans);
	suite_add_tcase(plans, all);
	return plans;
}

int main(void)
{
	return run_suite(suite());
}
