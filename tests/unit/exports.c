/* What is exported of commands, from made-up campaigns. */
#include <jansson.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/executions.h"
#include "commands/parts/exporting.h"
#include "commands/parts/this_version.h"
#include "derive/tables.h"
#include "loaded.h"
#include "run.h"

enum { BLOCKS = 8 };

static char text[1 << 16];

/* One run of 10 executions, of 500 calls in all. */
static struct run_row run_of_command(
	const char *placement, const char *mode, const char *role, int block, int64_t wall_ns)
{
	struct run_row row = run_of(mode, role, block, wall_ns);
	strcpy(row.workload, "command:hello");
	strcpy(row.placement, placement);
	row.size = ABSENT;
	row.calls = 500;
	row.stops = strcmp(mode, "untraced") == 0 ? 0 : 1000;
	row.tracee_user_ns = 10000000;
	row.tracee_system_ns = 30000000;
	row.tracer_user_ns = 1000000;
	row.tracer_system_ns = 2000000;
	return row;
}

/* Executions take 5 ms and a little more in each block; watched, three times as long. */
static void add_campaign(const char *placement)
{
	for (int block = 1; block <= BLOCKS; block++) {
		int64_t wall_ns = 50000000 + 10 * block;
		add(run_of_command(placement, "untraced", "baseline-a", block, wall_ns));
		add(run_of_command(placement, "untraced", "baseline-b", block, wall_ns));
		add(run_of_command(placement, "traced", "treatment", block, 3 * wall_ns));
	}
}

static void set_up(void)
{
	begin_loaded();
	loaded.machine = json_pack("{s:{s:s}}", "commands", "hello", "echo \"hello\", you|all");
}

static void tear_down(void)
{
	json_decref(loaded.machine);
	end_loaded();
}

static void complete(void)
{
	dataset_sort(&dataset);
	ck_assert_int_eq(load_complete(&loaded, &this_version), 0);
}

static int place_of(const char *name)
{
	int i = 0;
	while (exports[i] && strcmp(exports[i]->name, name) != 0)
		i++;
	ck_assert_ptr_nonnull(exports[i]);
	return i;
}

static const char *written(const struct exported *exported, const char *name)
{
	memset(text, 0, sizeof text);
	FILE *out = fmemopen(text, sizeof text, "w");
	ck_assert_int_eq(exports[place_of(name)]->write(exported, out), 0);
	fclose(out);
	return text;
}

static json_t *results_of(const struct exported *exported, json_t **whole)
{
	json_error_t error;
	*whole = json_loads(written(exported, "json"), 0, &error);
	ck_assert_msg(*whole != NULL, "%s: %s", error.text, text);
	return json_object_get(*whole, "results");
}

static double real(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	ck_assert_msg(json_is_number(value), "%s is no number: %s", key, text);
	return json_number_value(value);
}

static const char *string(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));
	ck_assert_msg(value != NULL, "%s is no text: %s", key, text);
	return value;
}

START_TEST(what_hyperfine_has)
{
	const struct exported exported = { .loaded = &loaded };
	json_t *whole;
	add_campaign("free");
	complete();
	const json_t *results = results_of(&exported, &whole);
	ck_assert_uint_eq(json_array_size(results), 2);
	const json_t *plain = json_array_get(results, 0), *times = json_object_get(plain, "times");
	ck_assert_str_eq(string(plain, "command"), "echo \"hello\", you|all");
	ck_assert_double_eq_tol(real(plain, "mean"), 0.0050000045, 1e-11);
	ck_assert_double_eq_tol(real(plain, "median"), 0.0050000045, 1e-11);
	ck_assert_double_eq_tol(real(plain, "min"), 0.005000001, 1e-11);
	ck_assert_double_eq_tol(real(plain, "max"), 0.005000008, 1e-11);
	ck_assert_double_eq_tol(real(plain, "stddev"), 2.3664e-9, 1e-11);
	ck_assert_double_eq_tol(real(plain, "user"), 0.001, 1e-9);
	ck_assert_double_eq_tol(real(plain, "system"), 0.003, 1e-9);
	ck_assert_uint_eq(json_array_size(times), 2 * BLOCKS);
	ck_assert_double_eq_tol(json_number_value(json_array_get(times, 2)), 0.005000002, 1e-11);
	ck_assert_uint_eq(json_array_size(json_object_get(plain, "exit_codes")), 2 * BLOCKS);
	ck_assert_int_eq(
		json_integer_value(json_array_get(json_object_get(plain, "exit_codes"), 3)), 0);
	ck_assert_ptr_null(json_object_get(plain, "parameters"));
	ck_assert_str_eq(
		string(json_array_get(results, 1), "command"), "traced: echo \"hello\", you|all");
	json_decref(whole);
}
END_TEST

START_TEST(and_what_it_has_not)
{
	const struct exported exported = { .loaded = &loaded };
	json_t *whole;
	add_campaign("free");
	complete();
	const json_t *results = results_of(&exported, &whole);
	const json_t *extra = json_object_get(json_array_get(results, 1), "tracetax");
	ck_assert_str_eq(string(extra, "workload"), "command:hello");
	ck_assert_str_eq(string(extra, "placement"), "free");
	ck_assert_str_eq(string(extra, "mode"), "traced");
	ck_assert_double_eq_tol(real(extra, "calls"), 50, CLOSE);
	ck_assert_double_eq_tol(real(extra, "stops"), 100, CLOSE);
	ck_assert_double_eq_tol(real(extra, "executions"), 10 * BLOCKS, CLOSE);
	ck_assert_double_eq_tol(real(extra, "blocks"), BLOCKS, CLOSE);
	ck_assert_double_eq_tol(real(extra, "tracer_user"), 0.0001, 1e-9);
	ck_assert_double_eq_tol(real(extra, "tracer_system"), 0.0002, 1e-9);
	const json_t *slowdown = json_object_get(extra, "slowdown");
	ck_assert_double_eq_tol(real(slowdown, "value"), 3, 1e-6);
	ck_assert_double_le(real(slowdown, "lo"), real(slowdown, "hi"));
	json_decref(whole);
}
END_TEST

/* A single run has no deviation, and a single block no interval: null, and never 0. */
START_TEST(what_is_not_known_is_null)
{
	const struct exported exported = { .loaded = &loaded, .ignore_failure = true };
	json_t *whole;
	struct run_row row = run_of_command("free", "untraced", "baseline-a", 1, 5000);
	row.tracee_user_ns = row.tracer_user_ns = row.stops = row.calls = ABSENT;
	add(row);
	complete();
	const json_t *results = results_of(&exported, &whole);
	const json_t *only = json_array_get(results, 0), *extra = json_object_get(only, "tracetax");
	ck_assert_uint_eq(json_array_size(results), 1);
	ck_assert(json_is_null(json_object_get(only, "stddev")));
	ck_assert(json_is_null(json_object_get(only, "user")));
	ck_assert(json_is_null(json_object_get(only, "system")));
	ck_assert(json_is_null(json_array_get(json_object_get(only, "exit_codes"), 0)));
	ck_assert(json_is_null(json_object_get(extra, "slowdown")));
	ck_assert(json_is_null(json_object_get(extra, "calls")));
	ck_assert(json_is_null(json_object_get(extra, "stops")));
	ck_assert_double_eq_tol(real(only, "mean"), 5e-7, 1e-15);
	json_decref(whole);
}
END_TEST

START_TEST(parameters_as_hyperfine_has_them)
{
	json_t *whole, *parameters = json_pack("{s:{s:s}}", "command:hello", "n", "12");
	const struct exported exported = { .loaded = &loaded, .parameters = parameters };
	add_campaign("free");
	complete();
	const json_t *results = results_of(&exported, &whole);
	for (size_t i = 0; i < 2; i++)
		ck_assert_str_eq(
			string(json_object_get(json_array_get(results, i), "parameters"), "n"),
			"12");
	json_decref(whole);
	json_decref(parameters);
}
END_TEST

START_TEST(parameters_are_columns_of_csv)
{
	static const char head[] = ",min,max,parameter_m,parameter_n,workload,";
	json_t *parameters = json_pack("{s:{s:s, s:s}}", "command:hello", "n", "1,2", "m", "x");
	const struct exported exported = { .loaded = &loaded, .parameters = parameters };
	add_campaign("free");
	complete();
	ck_assert_ptr_nonnull(strstr(written(&exported, "csv"), head));
	ck_assert_ptr_nonnull(strstr(text, ",x,\"1,2\",command:hello,free,untraced,"));
	ck_assert_ptr_nonnull(strstr(text, ",x,\"1,2\",command:hello,free,traced,"));
	json_decref(parameters);
}
END_TEST

START_TEST(other_workloads_are_named_as_they_are)
{
	const struct exported exported = { .loaded = &loaded, .named = true };
	json_t *whole;
	add_block(1);
	complete();
	const json_t *results = results_of(&exported, &whole);
	ck_assert_uint_gt(json_array_size(results), 1);
	ck_assert_str_eq(string(json_array_get(results, 0), "command"), "untraced, same: getpid");
	json_decref(whole);
}
END_TEST

static int lines_that_begin(const char *start)
{
	int n = 0;
	for (const char *line = text; line && *line;
		line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
		n += strncmp(line, start, strlen(start)) == 0;
	return n;
}

static void add_machine(void)
{
	json_decref(loaded.machine);
	loaded.machine = json_pack("{s:s, s:{s:s}, s:{s:i}, s:{s:s, s:s}}", "started",
		"2026-01-02T03:04:05Z", "cpu", "model", "A \"B\" \\ C", "topology", "cpus", 4,
		"kernel", "architecture", "x86_64", "release", "6.1\nBenchmarkFalse 1 1 ns/op");
}

/* A line for each run, and nothing that a hostile machine.json can add. */
START_TEST(benchstat_has_samples)
{
	const struct exported exported = { .loaded = &loaded };
	add_machine();
	add_campaign("same");
	complete();
	written(&exported, "go");
	ck_assert_int_eq(
		strncmp(text, "goos: linux\ngoarch: amd64\npkg: tracetax\ncpu: A ", 46), 0);
	ck_assert_int_eq(lines_that_begin("Benchmark"), 3 * BLOCKS);
	ck_assert_int_eq(
		lines_that_begin("BenchmarkCommand:hello/placement=same/mode=untraced-4\t10\t"),
		2 * BLOCKS);
	ck_assert_ptr_nonnull(strstr(text,
		"\nBenchmarkCommand:hello/placement=same/mode=traced-4\t10\t15000003 ns/op\t4000000 tracee-ns/op\t300000 tracer-ns/op\n"));
}
END_TEST

START_TEST(google_benchmark_has_repetitions)
{
	const struct exported exported = { .loaded = &loaded };
	json_error_t error;
	add_machine();
	add_campaign("same");
	complete();
	json_t *whole = json_loads(written(&exported, "google-benchmark"), 0, &error);
	ck_assert_msg(whole != NULL, "%s: %s", error.text, text);
	const json_t *all = json_object_get(whole, "benchmarks");
	ck_assert_uint_eq(json_array_size(all), 3 * BLOCKS);
	const json_t *last = json_array_get(all, 3 * BLOCKS - 1);
	ck_assert_str_eq(string(last, "name"), "command:hello/placement:same/mode:traced");
	ck_assert_str_eq(string(last, "run_type"), "iteration");
	ck_assert_str_eq(string(last, "time_unit"), "ns");
	ck_assert_double_eq_tol(real(last, "iterations"), 10, CLOSE);
	ck_assert_double_eq_tol(real(last, "repetition_index"), BLOCKS - 1, CLOSE);
	ck_assert_double_eq_tol(real(last, "real_time"), 15000024, CLOSE);
	ck_assert_double_eq_tol(real(last, "cpu_time"), 4e6, CLOSE);
	ck_assert_double_eq_tol(real(last, "tracer_cpu_time"), 3e5, CLOSE);
	ck_assert_double_eq_tol(real(last, "stops"), 100, CLOSE);
	ck_assert_ptr_null(json_object_get(last, "label"));
	ck_assert_double_eq_tol(real(json_object_get(whole, "context"), "num_cpus"), 4, CLOSE);
	json_decref(whole);
}
END_TEST

/* Each family once, with its type; labels are escaped; nothing follows the end. */
START_TEST(openmetrics_is_sound)
{
	const struct exported exported = { .loaded = &loaded };
	add_machine();
	add_campaign("same");
	complete();
	written(&exported, "openmetrics");
	ck_assert_str_eq(text + strlen(text) - 7, "\n# EOF\n");
	ck_assert_int_eq(lines_that_begin("# TYPE "), lines_that_begin("# HELP "));
	ck_assert_int_eq(lines_that_begin("# TYPE tracetax_slowdown_ratio gauge\n"), 1);
	ck_assert_int_eq(lines_that_begin("# UNIT tracetax_slowdown_ratio ratio\n"), 1);
	ck_assert_ptr_nonnull(strstr(text,
		"tracetax_slowdown_ratio{campaign=\"\",workload=\"command:hello\",placement=\"same\",mode=\"traced\"} 3\n"));
	ck_assert_ptr_nonnull(strstr(text, "kernel=\"6.1\\nBenchmarkFalse 1 1 ns/op\""));
	ck_assert_ptr_nonnull(strstr(text, "cpu=\"A \\\"B\\\" \\\\ C\"} 1\n"));
}
END_TEST

START_TEST(a_placement_is_named_unless_it_is_free)
{
	const struct exported exported = { .loaded = &loaded };
	json_t *whole;
	add_campaign("same");
	complete();
	const json_t *results = results_of(&exported, &whole);
	ck_assert_str_eq(string(json_array_get(results, 0), "command"),
		"untraced, same: echo \"hello\", you|all");
	ck_assert_str_eq(string(json_array_get(results, 1), "command"),
		"traced, same: echo \"hello\", you|all");
	json_decref(whole);
}
END_TEST

START_TEST(a_command_whose_text_is_not_known_has_its_name)
{
	const struct exported exported = { .loaded = &loaded };
	json_t *whole;
	json_decref(loaded.machine);
	loaded.machine = NULL;
	add_campaign("free");
	complete();
	const json_t *results = results_of(&exported, &whole);
	ck_assert_str_eq(string(json_array_get(results, 0), "command"), "hello");
	json_decref(whole);
}
END_TEST

START_TEST(a_name_that_was_given_stands_for_the_text)
{
	const struct exported exported = { .loaded = &loaded, .named = true };
	json_t *whole;
	add_campaign("free");
	complete();
	const json_t *results = results_of(&exported, &whole);
	ck_assert_str_eq(string(json_array_get(results, 0), "command"), "hello");
	ck_assert_str_eq(string(json_array_get(results, 1), "command"), "traced: hello");
	json_decref(whole);
}
END_TEST

START_TEST(csv_begins_with_the_columns_of_hyperfine)
{
	static const char head[] = "command,mean,stddev,median,user,system,min,max,workload,";
	const struct exported exported = { .loaded = &loaded };
	add_campaign("free");
	complete();
	ck_assert_int_eq(strncmp(written(&exported, "csv"), head, strlen(head)), 0);
	ck_assert_ptr_nonnull(strstr(text, "\n\"echo \"\"hello\"\", you|all\",0.005,"));
	ck_assert_ptr_nonnull(strstr(text, ",command:hello,free,traced,50,100,3,"));
}
END_TEST

START_TEST(markdown_is_a_table_that_no_command_can_break)
{
	const struct exported exported = { .loaded = &loaded };
	add_campaign("free");
	complete();
	written(&exported, "markdown");
	ck_assert_int_eq(strncmp(text, "| command | mean |", 18), 0);
	ck_assert_ptr_nonnull(strstr(text, "you\\|all"));
	ck_assert_ptr_nonnull(strstr(text, "| 5.00 ms |"));
	ck_assert_ptr_nonnull(strstr(text, "| 15.0 ms |"));
	ck_assert_ptr_nonnull(strstr(text, "| 3.00x (3.00 to 3.00) |"));
}
END_TEST

START_TEST(a_file_that_cannot_be_written_is_refused_before)
{
	static const struct {
		const char *name, *path, *why;
	} refused[] = {
		{ "json", "/nonexistent/x", "--export-json /nonexistent/x: No such file" },
		{ "csv", "/tmp", "--export-csv /tmp: Is a directory" },
		{ "markdown", "/dev/null/x", "--export-markdown /dev/null/x: Not a directory" },
	};
	struct complaint complaint;
	for (int i = 0; i < LENGTH(refused); i++) {
		struct exporting exporting = { { NULL } };
		exporting.paths[place_of(refused[i].name)] = refused[i].path;
		ck_assert_int_lt(exporting_check(&exporting, &complaint), 0);
		ck_assert_msg(strstr(complaint.text, refused[i].why), "%s", complaint.text);
	}
	struct exporting allowed = { { NULL } };
	allowed.paths[place_of("json")] = "/dev/null";
	allowed.paths[place_of("csv")] = "new-file";
	ck_assert_int_eq(exporting_check(&allowed, &complaint), 0);
	ck_assert_int_lt(access("new-file", F_OK), 0);
}
END_TEST

START_TEST(all_that_was_asked_for_is_written)
{
	char folder[] = "/tmp/tracetax-exports-XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chdir(folder), 0);
	const struct exported exported = { .loaded = &loaded };
	struct exporting exporting = { { NULL } };
	struct stat file;
	exporting.paths[place_of("json")] = "e.json";
	exporting.paths[place_of("markdown")] = "e.md";
	add_campaign("free");
	complete();
	ck_assert_int_eq(exporting_write(&exporting, &exported), 0);
	ck_assert(stat("e.json", &file) == 0 && file.st_size > 0);
	ck_assert(stat("e.md", &file) == 0 && file.st_size > 0);
	unlink("e.json");
	unlink("e.md");
	ck_assert_int_eq(rmdir(folder), 0); /* there is nothing else */
}
END_TEST

START_TEST(each_export_has_an_option)
{
	struct argp_option options[2 + EXPORTS_MAX] = { { .name = "first", .key = 1 }, { 0 } };
	exporting_options(options, 100);
	ck_assert_str_eq(options[0].name, "first");
	int n = 0;
	for (int i = 0; exports[i]; n = ++i) {
		ck_assert_int_lt(i, EXPORTS_MAX);
		ck_assert_int_eq(strncmp(options[1 + i].name, "export-", 7), 0);
		ck_assert_str_eq(options[1 + i].name + 7, exports[i]->name);
		ck_assert_int_eq(options[1 + i].key, 100 + i);
	}
	ck_assert_ptr_null(options[1 + n].name);
}
END_TEST

static Suite *suite(void)
{
	Suite *exports_suite = suite_create("exports");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_test(all, what_hyperfine_has);
	tcase_add_test(all, and_what_it_has_not);
	tcase_add_test(all, what_is_not_known_is_null);
	tcase_add_test(all, parameters_as_hyperfine_has_them);
	tcase_add_test(all, parameters_are_columns_of_csv);
	tcase_add_test(all, other_workloads_are_named_as_they_are);
	tcase_add_test(all, benchstat_has_samples);
	tcase_add_test(all, google_benchmark_has_repetitions);
	tcase_add_test(all, openmetrics_is_sound);
	tcase_add_test(all, a_placement_is_named_unless_it_is_free);
	tcase_add_test(all, a_command_whose_text_is_not_known_has_its_name);
	tcase_add_test(all, a_name_that_was_given_stands_for_the_text);
	tcase_add_test(all, csv_begins_with_the_columns_of_hyperfine);
	tcase_add_test(all, markdown_is_a_table_that_no_command_can_break);
	tcase_add_test(all, a_file_that_cannot_be_written_is_refused_before);
	tcase_add_test(all, all_that_was_asked_for_is_written);
	tcase_add_test(all, each_export_has_an_option);
	suite_add_tcase(exports_suite, all);
	return exports_suite;
}

int main(void)
{
	return run_suite(suite());
}
