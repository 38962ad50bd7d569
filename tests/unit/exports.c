/* What is exported for benchstat, Google's benchmark library and OpenMetrics; the options and files
 * of all exports. */
#include <sys/stat.h>
#include <unistd.h>

#include "commands/parts/exporting.h"
#include "exported.h"
#include "run.h"

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
	tcase_add_test(all, benchstat_has_samples);
	tcase_add_test(all, google_benchmark_has_repetitions);
	tcase_add_test(all, openmetrics_is_sound);
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
