/* What is exported in the forms of hyperfine: JSON, CSV and Markdown. */
#include "exported.h"
#include "run.h"

static json_t *results_of(const struct exported *exported, json_t **whole)
{
	json_error_t error;
	*whole = json_loads(written(exported, "json"), 0, &error);
	ck_assert_msg(*whole != NULL, "%s: %s", error.text, text);
	return json_object_get(*whole, "results");
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

static Suite *suite(void)
{
	Suite *hyperfine_suite = suite_create("hyperfine");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_test(all, what_hyperfine_has);
	tcase_add_test(all, and_what_it_has_not);
	tcase_add_test(all, what_is_not_known_is_null);
	tcase_add_test(all, parameters_as_hyperfine_has_them);
	tcase_add_test(all, parameters_are_columns_of_csv);
	tcase_add_test(all, other_workloads_are_named_as_they_are);
	tcase_add_test(all, a_placement_is_named_unless_it_is_free);
	tcase_add_test(all, a_command_whose_text_is_not_known_has_its_name);
	tcase_add_test(all, a_name_that_was_given_stands_for_the_text);
	tcase_add_test(all, csv_begins_with_the_columns_of_hyperfine);
	tcase_add_test(all, markdown_is_a_table_that_no_command_can_break);
	suite_add_tcase(hyperfine_suite, all);
	return hyperfine_suite;
}

int main(void)
{
	return run_suite(suite());
}
