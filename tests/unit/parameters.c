/* Parameters of a command, decimals that are exact, and the words for a shell. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "plan/parameters.h"
#include "plan/shell_words.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static struct parameters parameters;
static char *around[] = { "echo {shown}", NULL }; /* what is done around each execution */
static struct complaint complaint;

static void tear_down(void)
{
	parameters_free(&parameters);
}

/* The values of a parameter, with blanks between. */
static const char *values_of(size_t i)
{
	static char text[4096];
	text[0] = '\0';
	for (size_t v = 0; v < parameters.all[i].n; v++) {
		strcat(text, v ? " " : "");
		strcat(text, parameters.all[i].values[v]);
	}
	return text;
}

START_TEST(values_of_a_list)
{
	static const struct {
		const char *text, *values;
	} lists[] = {
		{ "n,1", "1" },
		{ "n,a,b,a", "a b a" },
		{ "n,a\\,b,c", "a,b c" },
		{ "n,a\\b\\,", "a\\b," },
		{ "n,", "" },
		{ "a_b-C9,x,,y", "x  y" },
	};
	for (int i = 0; i < LENGTH(lists); i++) {
		ck_assert_int_eq(parameters_list(&parameters, lists[i].text, &complaint), 0);
		ck_assert_str_eq(values_of(0), lists[i].values);
		parameters_free(&parameters);
	}
}
END_TEST

/* As hyperfine prints them: the first as it was typed. */
START_TEST(values_of_a_scan)
{
	static const struct {
		const char *text, *step, *values;
	} scans[] = {
		{ "n,1,3", NULL, "1 2 3" },
		{ "n,-1,1", NULL, "-1 0 1" },
		{ "n,3,3", NULL, "3" },
		{ "n,1,4", "2", "1 3" },
		{ "n,1,3", "0.5", "1 1.5 2.0 2.5 3.0" },
		{ "n,0.1,0.3", "0.1", "0.1 0.2 0.3" },
		{ "n,-0.5,0.25", "0.25", "-0.5 -0.25 0.00 0.25" },
		{ "n,999999999999,999999999999", "0.000001", "999999999999" },
	};
	for (int i = 0; i < LENGTH(scans); i++) {
		ck_assert_msg(
			parameters_scan(&parameters, scans[i].text, scans[i].step, &complaint) == 0,
			"%s: %s", scans[i].text, complaint.text);
		ck_assert_str_eq(values_of(0), scans[i].values);
		parameters_free(&parameters);
	}
}
END_TEST

START_TEST(refused_lists)
{
	static const char *const lists[] = { "", "n", ",1", "a b,1", "{n},1", "n\n,1" };
	for (int i = 0; i < LENGTH(lists); i++) {
		ck_assert_int_lt(parameters_list(&parameters, lists[i], &complaint), 0);
		ck_assert_msg(
			strstr(complaint.text, "expected VAR VALUE,..."), "%s", complaint.text);
	}
	ck_assert_uint_eq(parameters.n, 0);
}
END_TEST

START_TEST(refused_scans)
{
	static const struct {
		const char *text, *step, *why;
	} scans[] = {
		{ "n", NULL, "expected VAR MIN MAX" },
		{ "n,1", NULL, "expected two decimal numbers" },
		{ "n,1,2,3", NULL, "expected two decimal numbers" },
		{ "n,a,2", NULL, "expected two decimal numbers" },
		{ "n,1e3,2", NULL, "expected two decimal numbers" },
		{ "n,1.,2", NULL, "expected two decimal numbers" },
		{ "n,1,1000000000000", NULL, "expected two decimal numbers" },
		{ "n,1,0.1234567", NULL, "expected two decimal numbers" },
		{ "n,3,1", NULL, "MIN is larger than MAX" },
		{ "n,1,2.5", NULL, "needs --parameter-step-size" },
		{ "n,1,2", "0", "expected a decimal number above 0" },
		{ "n,1,2", "-1", "expected a decimal number above 0" },
		{ "n,1,2", "x", "expected a decimal number above 0" },
		{ "n,1,65", NULL, "at most 64 values" },
	};
	for (int i = 0; i < LENGTH(scans); i++) {
		ck_assert_int_lt(
			parameters_scan(&parameters, scans[i].text, scans[i].step, &complaint), 0);
		ck_assert_msg(strstr(complaint.text, scans[i].why), "%s: %s", scans[i].text,
			complaint.text);
		parameters_free(&parameters);
	}
}
END_TEST

START_TEST(no_name_twice_and_not_too_many)
{
	char text[] = "a,1";
	for (int i = 0; i < PARAMETERS_MAX; i++, text[0]++)
		ck_assert_int_eq(parameters_list(&parameters, text, &complaint), 0);
	ck_assert_int_lt(parameters_list(&parameters, "b,1", &complaint), 0);
	ck_assert_ptr_nonnull(strstr(complaint.text, "b is given twice"));
	ck_assert_int_lt(parameters_scan(&parameters, text, NULL, &complaint), 0);
	ck_assert_ptr_nonnull(strstr(complaint.text, "at most 8 parameters"));
}
END_TEST

START_TEST(combinations_as_hyperfine_orders_them)
{
	static char *words[] = { "make", "-j{n}", "{how}{n}", "{n2}", "{", "", NULL };
	static const char *const filled[][2] = { { "-j1", "x1" }, { "-j2", "x2" }, { "-j1", "y1" },
		{ "-j2", "y2" } };
	ck_assert_uint_eq(parameters_combinations(&parameters), 1);
	ck_assert_int_eq(parameters_scan(&parameters, "n,1,2", NULL, &complaint), 0);
	ck_assert_int_eq(parameters_list(&parameters, "how,x,y", &complaint), 0);
	ck_assert_int_eq(parameters_check(&parameters, words, around, &complaint), 0);
	ck_assert_uint_eq(parameters_combinations(&parameters), LENGTH(filled));
	for (int i = 0; i < LENGTH(filled); i++) {
		char **made = parameters_fill(&parameters, (size_t)i, words);
		ck_assert_ptr_nonnull(made);
		ck_assert_str_eq(made[0], "make");
		ck_assert_str_eq(made[1], filled[i][0]);
		ck_assert_str_eq(made[2], filled[i][1]);
		ck_assert_str_eq(made[3], "{n2}");
		ck_assert_str_eq(made[4], "{");
		ck_assert_str_eq(made[5], "");
		ck_assert_ptr_null(made[6]);
		free(made);
	}
	ck_assert_str_eq(parameters_value(&parameters, 1, 0), "2");
	ck_assert_str_eq(parameters_value(&parameters, 1, 1), "x");
}
END_TEST

/* What a value holds is not looked at again. */
START_TEST(a_value_may_have_braces)
{
	static char *words[] = { "{a}", NULL };
	ck_assert_int_eq(parameters_list(&parameters, "a,{a}{b}", &complaint), 0);
	char **made = parameters_fill(&parameters, 0, words);
	ck_assert_str_eq(made[0], "{a}{b}");
	free(made);
}
END_TEST

START_TEST(a_parameter_must_stand_in_the_command)
{
	static char *words[] = { "true", "n", "{m}", NULL };
	ck_assert_int_eq(parameters_list(&parameters, "n,1", &complaint), 0);
	ck_assert_int_lt(parameters_check(&parameters, words, around, &complaint), 0);
	ck_assert_ptr_nonnull(strstr(complaint.text,
		"n stands nowhere in the command, --prepare or --conclude: write {n}"));
}
END_TEST

START_TEST(or_around_each_execution)
{
	static char *words[] = { "true", NULL };
	ck_assert_int_eq(parameters_list(&parameters, "shown,1", &complaint), 0);
	ck_assert_int_eq(parameters_check(&parameters, words, around, &complaint), 0);
}
END_TEST

START_TEST(too_many_combinations)
{
	static char *words[] = { "{a}{b}", NULL };
	ck_assert_int_eq(parameters_scan(&parameters, "a,1,13", NULL, &complaint), 0);
	ck_assert_int_eq(parameters_scan(&parameters, "b,1,5", NULL, &complaint), 0);
	ck_assert_int_lt(parameters_check(&parameters, words, around, &complaint), 0);
	ck_assert_ptr_nonnull(strstr(complaint.text, "at most 64 combinations"));
}
END_TEST

static bool is_one_of(const char *word, char *const *words)
{
	while (*words && *words != word)
		words++;
	return *words;
}

/* Each line of words and what becomes of them. */
START_TEST(hyperfines_spelling)
{
	static const struct {
		char *from[10];
		const char *to[10];
	} lines[] = {
		{ { "exec", "--parameter-list", "n", "1,2", "--", "true" },
			{ "exec", "--parameter-list=n,1,2", "--", "true" } },
		{ { "exec", "-L", "n", "1,2", "-P", "m", "1", "3", "--" },
			{ "exec", "--parameter-list=n,1,2", "--parameter-scan=m,1,3", "--" } },
		{ { "exec", "--parameter-scan=m,1,3", "--", "x", "-L", "a", "b" },
			{ "exec", "--parameter-scan=m,1,3", "--", "x", "-L", "a", "b" } },
		{ { "exec", "-L", "n", "--", "true" }, { "exec", "-L", "n", "--", "true" } },
		{ { "exec", "true", "-L", "a", "b" }, { "exec", "true", "-L", "a", "b" } },
	};
	for (int i = 0; i < LENGTH(lines); i++) {
		int argc = 0, due = 0;
		while (lines[i].from[argc])
			argc++;
		while (lines[i].to[due])
			due++;
		char **words = parameters_join(&argc, (char **)lines[i].from);
		ck_assert_int_eq(argc, due);
		for (int w = 0; w < due; w++)
			ck_assert_str_eq(words[w], lines[i].to[w]);
		ck_assert_ptr_null(words[due]);
		for (int w = 0; w < due; w++)
			if (!is_one_of(words[w], lines[i].from))
				free(words[w]); /* the program keeps them */
		free(words);
	}
}
END_TEST

START_TEST(decimals_are_exact)
{
	static const char *const texts[] = { "0", "-0.5", "12.050", "0.000001", "999999999999",
		"-123456.654321" };
	struct decimal decimal;
	char text[40];
	for (int i = 0; i < LENGTH(texts); i++) {
		const char *end = decimal_read(texts[i], &decimal);
		ck_assert_msg(end && !*end, "%s", texts[i]);
		decimal_write(decimal, text, sizeof text);
		ck_assert_str_eq(text, texts[i]);
	}
	decimal_read("999999999999", &decimal);
	decimal_write(decimal_rescaled(decimal, 6), text, sizeof text);
	ck_assert_str_eq(text, "999999999999.000000");
}
END_TEST

START_TEST(a_command_for_a_shell)
{
	static char *command[] = { "a | b", "c", NULL }, *none[] = { NULL };
	char **words = shell_words("default", command, &complaint);
	ck_assert_str_eq(words[0], "sh");
	ck_assert_str_eq(words[1], "-c");
	ck_assert_str_eq(words[2], "a | b c");
	ck_assert_ptr_null(words[3]);
	free(words);
	words = shell_words("bash --norc", none, &complaint);
	ck_assert_str_eq(words[0], "bash");
	ck_assert_str_eq(words[1], "--norc");
	ck_assert_str_eq(words[2], "-c");
	ck_assert_str_eq(words[3], "");
	ck_assert_ptr_null(words[4]);
	free(words);
	ck_assert_ptr_null(shell_words(" ", command, &complaint));
	ck_assert_ptr_nonnull(strstr(complaint.text, "--shell: expected a shell"));
	ck_assert_ptr_null(shell_words("'sh", command, &complaint));
	ck_assert_ptr_nonnull(strstr(complaint.text, "unclosed quote"));
}
END_TEST

static Suite *suite(void)
{
	Suite *parameters_suite = suite_create("parameters");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, NULL, tear_down);
	tcase_add_test(all, values_of_a_list);
	tcase_add_test(all, values_of_a_scan);
	tcase_add_test(all, refused_lists);
	tcase_add_test(all, refused_scans);
	tcase_add_test(all, no_name_twice_and_not_too_many);
	tcase_add_test(all, combinations_as_hyperfine_orders_them);
	tcase_add_test(all, a_value_may_have_braces);
	tcase_add_test(all, a_parameter_must_stand_in_the_command);
	tcase_add_test(all, or_around_each_execution);
	tcase_add_test(all, too_many_combinations);
	tcase_add_test(all, hyperfines_spelling);
	tcase_add_test(all, decimals_are_exact);
	tcase_add_test(all, a_command_for_a_shell);
	suite_add_tcase(parameters_suite, all);
	return parameters_suite;
}

int main(void)
{
	return run_suite(suite());
}
