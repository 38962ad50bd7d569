#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "analysis/programs.h"
#include "commands/parts/this_version.h"
#include "derive/cells.h"
#include "derive/derivation.h"
#include "run.h"
#include "runs.h"

enum { BLOCKS = 8, OPS = 10, CALLS = 20 };

static struct loaded campaign;
static struct dataset no_runs;

/* Every run of a cell takes as long as every other of its mode: each interval is a point. */
static void add_runs(const char *workload, int64_t size, const char *placement, const char *mode,
	const char *role, double ns_per_call)
{
	for (int block = 1; block <= BLOCKS; block++) {
		struct run_row row = run_of(mode, role, block, (int64_t)(ns_per_call * CALLS));
		strcpy(row.key.workload, workload);
		strcpy(row.key.placement, placement);
		row.key.size = size;
		add(row);
	}
}

static void add_baseline(
	const char *workload, int64_t size, const char *placement, const char *mode, double ns)
{
	add_runs(workload, size, placement, mode, "baseline-a", ns);
	add_runs(workload, size, placement, mode, "baseline-b", ns);
}

static void add_treatment(
	const char *workload, int64_t size, const char *placement, const char *mode, double ns)
{
	add_runs(workload, size, placement, mode, "treatment", ns);
}

static void begin(void)
{
	static struct programs none;
	campaign = (struct loaded){ .directory = -1,
		.dataset = &dataset,
		.coverage = &no_runs,
		.programs = &none,
		.tables = tables_new() };
	ck_assert_ptr_nonnull(campaign.tables);
}

static void end(void)
{
	free_dataset();
	known_free(&campaign.known);
	tables_free(campaign.tables);
}

static const void *rows_of(const struct table *table, size_t n)
{
	dataset_sort(&dataset);
	ck_assert_int_eq(load_complete(&campaign, &this_version), 0);
	struct rows rows = tables_rows(&campaign, table);
	ck_assert_int_eq(tables_derive(&campaign), 0);
	ck_assert_uint_eq(rows.n, n);
	return rows.all;
}

static void ck_near(double found, double expected)
{
	ck_assert_double_eq_tol(found, expected, 1e-6 * fabs(expected));
}

static void ck_point(struct estimate e, double expected)
{
	ck_near(e.value, expected);
	ck_near(e.lo, expected);
	ck_near(e.hi, expected);
}

/* A mode adds so many ns to each call of `mixed`, which makes a thousand calls a second and more.
 */
static void add_curve(const char *placement, const char *mode, double added_ns)
{
	static const double calm_ns[] = { 1e6, 1e5, 1e4 };
	for (int i = 0; i < LENGTH(calm_ns); i++) {
		add_baseline("mixed", i, placement, "untraced", calm_ns[i]);
		add_treatment("mixed", i, placement, mode, calm_ns[i] + added_ns);
	}
}

static void ck_level(const struct level_row *row, double level, const char *reached, double rate)
{
	ck_assert_double_eq(row->level, level);
	ck_assert_str_eq(row->reached, reached);
	ck_assert_str_eq(row->reached_lo, reached);
	ck_assert_str_eq(row->reached_hi, reached);
	if (isnan(rate))
		ck_assert_double_nan(row->rate.value);
	else
		ck_point(row->rate, rate);
}

START_TEST(levels)
{
	add_curve("same", "costly", 150e3);
	add_curve("same", "cheap", 2e3);
	const struct level_row *rows = rows_of(&levels_table, 6);
	ck_assert_str_eq(rows[0].mode, "cheap");
	ck_level(&rows[0], 1.1, "within", 0.1e9 / 2e3);
	ck_level(&rows[1], 2, "beyond", (double)NAN);
	ck_level(&rows[2], 15, "beyond", (double)NAN);
	ck_assert_str_eq(rows[3].mode, "costly");
	ck_level(&rows[3], 1.1, "below", (double)NAN);
	ck_level(&rows[4], 2, "within", 1e9 / 150e3);
	ck_level(&rows[5], 15, "within", 14e9 / 150e3);
	ck_near(rows[5].lowest, 1e3);
	ck_near(rows[5].highest, 1e5);
}
END_TEST

START_TEST(operations)
{
	add_baseline("fork", ABSENT, "same", "untraced", 100);
	add_treatment("fork", ABSENT, "same", "ptrace-syscall", 700);
	const struct operation_row *rows = rows_of(&operations_table, 2);
	ck_assert_str_eq(rows[1].key.mode, "ptrace-syscall");
	ck_assert_double_eq(rows[1].calls, CALLS / OPS);
	ck_point(rows[1].ns, 1400);
	ck_point(rows[1].added_ns, 1200);
	ck_assert_double_nan(rows[1].attach_ns.value);
}
END_TEST

START_TEST(gaps_and_flags)
{
	struct run_row row = run_of("user-notif", "treatment", 1, 1000);
	strcpy(row.status, "skip");
	strcpy(row.reason, "not here");
	add(row);
	add(row);
	row = run_of("untraced", "baseline-a", 1, 1000);
	strcpy(row.flags, "steal");
	add(row);
	campaign.ok = 5;
	campaign.flagged = 1;
	const struct gap_row *gaps = rows_of(&gaps_table, 1);
	ck_assert_str_eq(gaps->key.mode, "user-notif");
	ck_assert_str_eq(gaps->reason, "not here");
	ck_assert_int_eq(gaps->runs, 2);
	const struct flag_row *flags = rows_of(&flags_table, 2);
	ck_assert_str_eq(flags[0].flag, "any");
	ck_assert_int_eq(flags[0].of, 5);
	ck_assert_str_eq(flags[1].flag, "steal");
	ck_assert_int_eq(flags[1].runs, 1);
}
END_TEST

START_TEST(saturation)
{
	static const double ns[] = { 1000, 500, 490, 480 };
	for (int i = 0; i < LENGTH(ns); i++) {
		add_baseline("threads", 1 << i, "same", "untraced", 100);
		add_treatment("threads", 1 << i, "same", "ptrace-syscall", ns[i]);
		add_treatment("threads", 1 << i, "same", "seccomp-allow", ns[i]);
	}
	const struct scaling_row *points = rows_of(&scaling_table, 12);
	ck_assert_str_eq(points[0].key.mode, "untraced"); /* the cheapest curve */
	ck_point(points[0].calls_per_second, 1e7);
	/* nobody's tracer: no row of seccomp-allow */
	const struct saturation_row *rows = rows_of(&saturation_table, 1);
	ck_assert_str_eq(rows->mode, "ptrace-syscall");
	ck_assert_int_eq(rows->tasks, 2);
	ck_assert_int_eq(rows->not_yet, 1);
	ck_assert_int_eq(rows->surely, 2);
	ck_near(rows->ns_per_call, 500);
	ck_assert_int_eq(rows->most, 8);
	ck_near(rows->most_ns_per_call, 480);
	ck_assert_int_eq(rows->least_share_at, ABSENT);
}
END_TEST

START_TEST(ratios_of_a_mode_and_what_it_does_at_least)
{
	add_baseline("getpid", ABSENT, "same", "untraced", 100);
	add_treatment("getpid", ABSENT, "same", "seccomp-trace", 300);
	add_treatment("getpid", ABSENT, "same", "seccomp-trace-exit", 600);
	add_treatment("getpid", ABSENT, "same", "rewrite", 110);
	const struct ratio_row *rows = rows_of(&ratios_table, 1);
	ck_assert_str_eq(rows->key.mode, "seccomp-trace-exit");
	ck_assert_str_eq(rows->against_mode, "seccomp-trace");
	ck_point(rows->ratio, 2);
	ck_assert_ptr_eq(cells_ratio(&campaign, rows->key, "seccomp-trace"), rows);
	ck_assert_ptr_null(cells_ratio(&campaign, rows->key, "rewrite"));
}
END_TEST

/* Two methods of which one is faster up to 64 bytes, and the other beyond. */
static void add_memory(const char *workload, double times)
{
	static const int64_t sizes[] = { 8, 64, 512, 4096 };
	static const double peek[] = { 100, 800, 6400, 51200 };
	for (int i = 0; i < LENGTH(sizes); i++) {
		add_baseline(workload, sizes[i], "same", "memcpy", 10 * times);
		add_treatment(workload, sizes[i], "same", "peekdata", peek[i] * times);
		add_treatment(workload, sizes[i], "same", "process-vm-readv", 400 * times);
	}
}

START_TEST(methods_of_memory)
{
	add_memory("memory-read", 1);
	const struct crossover_row *crossover = rows_of(&crossovers_table, 1);
	ck_assert_str_eq(crossover->from, "peekdata");
	ck_assert_str_eq(crossover->to, "process-vm-readv");
	ck_near(crossover->size.value, 32); /* where both take 400 ns */
	ck_near(crossover->size.lo, 8);
	ck_near(crossover->size.hi, 64);
	const struct rule_row *rule = rows_of(&rules_table, 2);
	ck_assert_str_eq(rule[0].method, "peekdata");
	ck_assert_int_eq(rule[0].last, 8);
	ck_assert_double_nan(rule[0].crossover.value);
	ck_assert_str_eq(rule[1].method, "process-vm-readv");
	ck_assert_int_eq(rule[1].first, 64);
	ck_assert_int_eq(rule[1].last, 4096);
	ck_near(rule[1].crossover.value, 32);
	const struct memory_row *models = rows_of(&memory_table, 3);
	ck_assert_str_eq(models[0].direction, "read");
}
END_TEST

/* In 4 cells each two of three modes, and in those of other pages each mode against itself. */
START_TEST(ratios_of_memory)
{
	add_memory("memory-read", 1);
	add_memory("memory-read-cold", 3);
	const struct ratio_row *rows = rows_of(&ratios_table, 2 * 4 * 6 + 4 * 3);
	size_t states = 0;
	for (size_t i = 0; i < 2 * 4 * 6 + 4 * 3; i++)
		if (strcmp(rows[i].against_mode, rows[i].key.mode) == 0) {
			ck_assert_str_eq(rows[i].key.workload, "memory-read-cold");
			ck_assert_str_eq(rows[i].against_workload, "memory-read");
			ck_point(rows[i].ratio, 3);
			states++;
		}
	ck_assert_uint_eq(states, 4 * 3);
}
END_TEST

START_TEST(slopes)
{
	add_baseline("getpid", ABSENT, "same", "untraced", 100);
	add_treatment("getpid", ABSENT, "same", "seccomp-stack-1", 130);
	add_treatment("getpid", ABSENT, "same", "seccomp-stack-5", 210);
	add_treatment("getppid", ABSENT, "same", "seccomp-stack-5", 210);
	const struct slope_row *rows = rows_of(&slopes_table, 1);
	ck_assert_str_eq(rows->key.mode, "seccomp-stack-N");
	ck_assert_int_eq(rows->members, 2);
	ck_point(rows->ns, 20);
}
END_TEST

static void add_attached(const char *mode, int64_t attach_ns, double ns_per_call)
{
	for (int block = 1; block <= BLOCKS; block++) {
		struct run_row row =
			run_of(mode, "treatment", block, (int64_t)(ns_per_call * CALLS));
		row.size = ABSENT;
		row.attach_ns = attach_ns;
		add(row);
	}
}

/* One row for each two that someone may choose, of the mode that is cheaper per call. */
START_TEST(breakeven)
{
	add_baseline("getpid", ABSENT, "same", "untraced", 100);
	add_attached("seccomp-allow", 1000, 200);
	add_attached("ptrace-syscall", 1000, 10100);
	add_attached("seccomp-trace", 91000, 1100);
	add_attached("ptrace-batch", 1000, 10000); /* exists for comparison */
	add_treatment("getpid", ABSENT, "same", "preload", 100); /* attached in an unknown time */
	const struct breakeven_row *rows = rows_of(&breakeven_table, 3);
	ck_assert_str_eq(rows[0].key.mode, "seccomp-allow");
	ck_assert_str_eq(rows[0].against_mode, "ptrace-syscall");
	ck_assert_str_eq(rows[0].verdict, "at once");
	ck_assert_str_eq(rows[1].key.mode, "seccomp-allow");
	ck_assert_str_eq(rows[1].against_mode, "seccomp-trace");
	ck_assert_str_eq(rows[2].key.mode, "seccomp-trace");
	ck_assert_str_eq(rows[2].against_mode, "ptrace-syscall");
	ck_point(rows[2].attach_ns, 90000);
	ck_point(rows[2].saved_ns, 9000);
	ck_point(rows[2].calls, 10);
	ck_assert_str_eq(rows[2].verdict, "later");
}
END_TEST

START_TEST(relations)
{
	add_baseline("getpid", ABSENT, "same", "untraced", 100);
	add_treatment("getpid", ABSENT, "same", "seccomp-trace", 300);
	add_treatment("getpid", ABSENT, "same", "seccomp-trace-exit", 200);
	const struct relation_row *rows = rows_of(&relations_table, 4);
	ck_assert_str_eq(rows[0].lower, rows[0].key.mode);
	ck_assert_str_eq(rows[0].must, "equal");
	ck_assert_str_eq(rows[0].standing, "holds");
	ck_assert_str_eq(rows[0].suspect, "");
	ck_assert_str_eq(rows[3].key.mode, "seccomp-trace-exit");
	ck_assert_str_eq(rows[3].lower, "seccomp-trace");
	ck_assert_str_eq(rows[3].must, "at least");
	ck_assert_str_eq(rows[3].standing, "broken");
	ck_assert_str_eq(rows[3].suspect, "either");
}
END_TEST

START_TEST(accounts_of_the_post)
{
	add_baseline("getpid", ABSENT, "same", "untraced", 100);
	add_treatment("getpid", ABSENT, "same", "ptrace-syscall", 1500);
	add_treatment("getpid", ABSENT, "same", "rewrite", 110);
	add_treatment("getpid", ABSENT, "free", "ptrace-syscall", 1500);
	const struct account_row *rows = rows_of(&accounts_table, 1);
	ck_assert_str_eq(rows->key.placement, "same"); /* the other has no baseline */
	ck_assert_int_eq(rows->blocks, BLOCKS);
	ck_point(rows->wall, 15);
}
END_TEST

START_TEST(control)
{
	for (int block = 1; block <= BLOCKS; block++)
		for (int i = 0; i < 4; i++) {
			static const char *const modes[] = { "untraced", "untraced", "rewrite",
				"user-notif" };
			static const char *const roles[] = { "baseline-a", "baseline-b",
				"treatment", "treatment" };
			struct run_row row =
				run_of(modes[i], roles[i], block, i == 3 ? 2000 : 1000);
			row.calls = 0;
			add(row);
		}
	const struct control_row *rows = rows_of(&control_table, 2);
	ck_assert_str_eq(rows[0].key.mode, "rewrite");
	ck_assert_str_eq(rows[0].contains_1, "yes");
	ck_assert_str_eq(rows[1].contains_1, "no");
	ck_point(rows[1].slowdown, 2);
}
END_TEST

START_TEST(a_table_is_derived_once)
{
	add_curve("same", "cheap", 2e3);
	const void *summary = rows_of(&summary_table, 6);
	ck_assert_ptr_eq(tables_rows(&campaign, &summary_table).all, summary);
	const struct key key = { "mixed", 2, "same", "cheap" };
	const struct summary_row *row = rows_find(tables_rows(&campaign, &summary_table), key);
	ck_assert_ptr_eq(row, cells_row(&campaign, key_of("mixed", 2, "same", "cheap")));
	ck_near(row->slowdown.value, 1.2);
	ck_assert_ptr_null(cells_row(&campaign, key_of("mixed", 2, "cross", "cheap")));
}
END_TEST

/* What has rows has a file, what has none has no more. */
START_TEST(files)
{
	char directory[] = "/tmp/tables-XXXXXX", name[64];
	struct complaint complaint;
	ck_assert_ptr_nonnull(mkdtemp(directory));
	campaign.directory = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	close(openat(campaign.directory, "rules.csv", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
	add_curve("same", "cheap", 2e3);
	dataset_sort(&dataset);
	ck_assert_int_eq(tables_write(&campaign, directory, &complaint), 0);
	for (size_t i = 0; derivations[i]; i++) {
		const struct table *table = derivations[i]->table;
		bool some = tables_rows(&campaign, table).n > 0;
		ck_assert_int_eq(faccessat(campaign.directory, table->name, F_OK, 0) == 0, some);
		unlinkat(campaign.directory, table->name, 0);
	}
	ck_assert_int_eq(unlinkat(campaign.directory, "derived.csv", 0), 0);
	close(campaign.directory);
	snprintf(name, sizeof name, "%s", directory);
	ck_assert_int_eq(rmdir(name), 0); /* nothing else was written */
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("tables");
	TCase *tests = tcase_create("tables");
	tcase_add_checked_fixture(tests, begin, end);
	tcase_add_test(tests, levels);
	tcase_add_test(tests, operations);
	tcase_add_test(tests, gaps_and_flags);
	tcase_add_test(tests, saturation);
	tcase_add_test(tests, ratios_of_a_mode_and_what_it_does_at_least);
	tcase_add_test(tests, methods_of_memory);
	tcase_add_test(tests, ratios_of_memory);
	tcase_add_test(tests, slopes);
	tcase_add_test(tests, breakeven);
	tcase_add_test(tests, relations);
	tcase_add_test(tests, accounts_of_the_post);
	tcase_add_test(tests, control);
	tcase_add_test(tests, a_table_is_derived_once);
	tcase_add_test(tests, files);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
