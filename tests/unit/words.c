#include <check.h>
#include <errno.h>
#include <string.h>

#include "base/words.h"
#include "modes/call_name.h"
#include "modes/mode.h"
#include "plan/roster.h"
#include "plan/wrap.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

enum { WORDS = 4 };

static struct complaint complaint;

static const struct {
	const char *text;
	char comment;
	const char *words[WORDS + 1];
} lines[] = {
	{ "", '#', { NULL } },
	{ " \t\r\n", '#', { NULL } },
	{ "# all 'of it", '#', { NULL } },
	{ "a", '#', { "a" } },
	{ " a\tbc \r\n", '#', { "a", "bc" } },
	{ "a b# c", '#', { "a", "b" } },
	{ "a #b", '\0', { "a", "#b" } },
	{ "'a b' \"c d\"", '#', { "a b", "c d" } },
	{ "a' 'b\" \"c d", '#', { "a b c", "d" } },
	{ "'' \"\" x", '#', { "", "", "x" } },
	{ "'#' \"#\" \\# #", '#', { "#", "#", "#" } },
	{ "'a\"b' \"c'd\"", '#', { "a\"b", "c'd" } },
	{ "a\\ b \\'c \\\\", '#', { "a b", "'c", "\\" } },
	{ "\"a\\\"b\" 'c\\'", '#', { "a\"b", "c\\" } },
	{ "a\\", '#', { "a\\" } }, /* nothing follows that it could keep */
	{ "'a'#b", '#', { "a" } },
	{ "$A `b` *", '#', { "$A", "`b`", "*" } },
	{ "1 2 3 4", '#', { "1", "2", "3", "4" } },
};

START_TEST(words_of_a_line)
{
	char text[64], *words[WORDS + 1];
	int n = words_split(
		strcpy(text, lines[_i].text), lines[_i].comment, words, WORDS, &complaint);
	ck_assert_int_ge(n, 0);
	for (int i = 0; i < n; i++)
		ck_assert_pstr_eq(words[i], lines[_i].words[i]);
	ck_assert_ptr_null(words[n]);
	ck_assert_ptr_null(lines[_i].words[n]);
}
END_TEST

static const struct {
	const char *text, *complaint;
} refused[] = {
	{ "1 2 3 4 5", "expected at most 4 words, found more" },
	{ "a 'b c", "unclosed quote: '" },
	{ "\"a # ", "unclosed quote: \"" },
	{ "\"a\\\"", "unclosed quote: \"" },
	{ "'a\\''", "unclosed quote: '" },
};

START_TEST(words_that_are_none)
{
	char text[64], *words[WORDS + 1];
	strcpy(text, refused[_i].text);
	ck_assert_int_eq(words_split(text, '#', words, WORDS, &complaint), -EINVAL);
	ck_assert_str_eq(complaint.text, refused[_i].complaint);
}
END_TEST

/* What stands in a record, and may reach a chart's script. */
START_TEST(names_of_programs_in_front)
{
	static const char *const names[] = { "wrap:a", "wrap:strace-bpf", "wrap:0", "wrap:-",
		"wrap:abcdefghijklmnopqrstuvwxyz01234567" };
	static const char *const others[] = { "", "wrap", "wrap:", "wrap:A", "wrap:a b", "wrap:a'",
		"wrap:a`", "wrap:a:b", "wrap:a\n", " wrap:a", "untraced",
		"wrap:abcdefghijklmnopqrstuvwxyz012345678" };
	for (int i = 0; i < LENGTH(names); i++)
		ck_assert_msg(mode_is_wrap(names[i]), "%s", names[i]);
	for (int i = 0; i < LENGTH(others); i++)
		ck_assert_msg(!mode_is_wrap(others[i]), "%s", others[i]);
}
END_TEST

START_TEST(names_of_filters)
{
	static const char *const names[] = { "filter:a", "filter:docker-default",
		"filter:abcdefghijklmnopqrstuvwxyz012345" };
	static const char *const others[] = { "filter:", "filter:A", "filter:a.b", "wrap:a",
		"filter:abcdefghijklmnopqrstuvwxyz0123456" };
	for (int i = 0; i < LENGTH(names); i++)
		ck_assert_msg(mode_is_filter(names[i]), "%s", names[i]);
	for (int i = 0; i < LENGTH(others); i++)
		ck_assert_msg(!mode_is_filter(others[i]), "%s", others[i]);
}
END_TEST

START_TEST(program_in_front_is_a_mode)
{
	ck_assert_ptr_null(roster_find("wrap:a"));
	ck_assert_int_eq(wrap_define("a=env -i", &complaint), 0);
	const struct mode *mode = roster_find("wrap:a");
	ck_assert_ptr_nonnull(mode);
	ck_assert_str_eq(mode->name, "wrap:a");
	ck_assert_str_eq(mode->summary, "env -i");
	ck_assert_str_eq(mode->wrapper[0], "env");
	ck_assert_str_eq(mode->wrapper[1], "-i");
	ck_assert_ptr_null(mode->wrapper[2]);
	ck_assert(mode->uncounted && !mode->memory && !mode->baseline);
	size_t n = 0;
	while (roster_at(n) && roster_at(n) != mode)
		n++;
	ck_assert_ptr_eq(roster_at(n), mode);
}
END_TEST

START_TEST(calls_by_name)
{
	static const char *const unknown[] = { "", "others", "no_such_call", "7x", "-7",
		"99999999999999999999" };
	char name[32];
	for (int call = 0; call < 1024; call++)
		ck_assert_int_eq(call_number(call_name(call, name, sizeof name)), call);
	for (int i = 0; i < LENGTH(unknown); i++)
		ck_assert_msg(call_number(unknown[i]) == -1, "%s", unknown[i]);
}
END_TEST

static Suite *suite(void)
{
	Suite *words = suite_create("words");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, words_of_a_line, 0, LENGTH(lines));
	tcase_add_loop_test(all, words_that_are_none, 0, LENGTH(refused));
	tcase_add_test(all, names_of_programs_in_front);
	tcase_add_test(all, names_of_filters);
	tcase_add_test(all, program_in_front_is_a_mode);
	tcase_add_test(all, calls_by_name);
	suite_add_tcase(words, all);
	return words;
}

int main(void)
{
	return run_suite(suite());
}
