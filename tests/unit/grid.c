#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "records/rows.h"
#include "report/grid/sheet.h"
#include "run.h"

extern const struct format format_csv, format_json, format_ktap;

static const double NONE = (double)NAN;

static const struct grid_column columns[] = {
	{ .key = "name", .heading = "name", .kind = GRID_TEXT },
	{ .key = "mode", .heading = "mode", .kind = GRID_CODE },
	{ .heading = "verdict", .kind = GRID_PROSE },
	{ .key = "runs", .heading = "runs", .kind = GRID_COUNT },
	{ .key = "call_ns", .heading = "per call", .kind = GRID_NS, .interval = true },
	{ .key = "share", .heading = "share", .kind = GRID_NUMBER, .decimals = 2 },
	{ .key = "calm", .kind = GRID_YES },
};

static struct grid filled(const char *name)
{
	struct grid grid = GRID(columns);
	grid_row(&grid, value_text(name), value_text("a_b"), value_text("**no**"), value_count(12),
		value_interval((struct estimate){ 11800, 11600, 12000 }), value_number(0.5),
		value_yes(true));
	grid_row(&grid, value_text(NULL), value_text("c"), value_text(""), value_count(ABSENT),
		value_number(NONE), value_text("too few"), value_yes(false));
	return grid;
}

static void is_written(struct grid grid, const struct format *format, const char *due)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	ck_assert_int_eq(grid_write(&grid, format, out), 0);
	fclose(out);
	ck_assert_str_eq(text, due);
	free(text);
	grid_free(&grid);
}

START_TEST(text_is_aligned_by_characters_and_ends_without_blanks)
{
	is_written(filled("µ"), &format_text,
		"name  mode  verdict  runs  per call                  share\n"
		"µ     a_b   **no**     12  11.8 µs (11.6 to 12.0)     0.50\n"
		"      c                 -  -                       too few\n");
}
END_TEST

START_TEST(markdown_has_a_value_for_each_heading)
{
	is_written(filled("x"), &format_markdown,
		"| name | mode | verdict | runs | per call | share |\n"
		"|---|---|---|--:|--:|--:|\n"
		"| x | `a\\_b` | **no** | 12 | 11.8 µs (11.6 to 12.0) | 0.50 |\n"
		"|  | `c` |  |  |  | too few |\n");
}
END_TEST

START_TEST(csv_has_the_ends_of_intervals_and_empty_fields)
{
	is_written(filled("x"), &format_csv,
		"name,mode,runs,call_ns,call_ns_lo,call_ns_hi,share,calm\n"
		"x,a_b,12,11800,11600,12000,0.5,yes\n"
		",c,,,,,,no\n");
}
END_TEST

START_TEST(json_has_numbers_objects_and_null)
{
	is_written(filled("x"), &format_json,
		"[\n"
		"{\"name\": \"x\", \"mode\": \"a_b\", \"runs\": 12, \"call_ns\": "
		"{\"value\": 11800.0, \"lo\": 11600.0, \"hi\": 12000.0}, \"share\": 0.5, "
		"\"calm\": true},\n"
		"{\"name\": null, \"mode\": \"c\", \"runs\": null, \"call_ns\": null, "
		"\"share\": null, \"calm\": false}\n"
		"]\n");
}
END_TEST

START_TEST(a_table_without_rows)
{
	is_written(GRID(columns), &format_json, "[]\n");
	is_written(GRID(columns), &format_markdown,
		"| name | mode | verdict | runs | per call | share |\n"
		"|---|---|---|--:|--:|--:|\n");
}
END_TEST

static const struct grid_column one[] = { { .key = "name", .heading = "" } };

static struct grid one_value(const char *text)
{
	struct grid grid = GRID(one);
	grid_row(&grid, value_text(text));
	return grid;
}

/* A terminal's escape, a C1 control, no UTF-8, a line break; markup; what CSV and JSON quote. */
static const char hostile[] = "\033[31m\xc2\x9b\xff\n <b>|`$(x)`[a](b)\", \\";

START_TEST(hostile_text_is_only_text)
{
	is_written(one_value(hostile), &format_text, "?[31m???? <b>|`$(x)`[a](b)\", \\\n");
	is_written(one_value(hostile), &format_markdown,
		"| |\n|---|\n"
		"| ?\\[31m???? &#60;b&#62;\\|\\`\\$(x)\\`\\[a\\](b)\", \\\\ |\n");
	is_written(
		one_value(hostile), &format_csv, "name\n\"?[31m???? <b>|`$(x)`[a](b)\"\", \\\"\n");
	is_written(one_value(hostile), &format_json,
		"[\n{\"name\": \"?[31m???? <b>|`$(x)`[a](b)\\\", \\\\\"}\n]\n");
}
END_TEST

START_TEST(a_hostile_heading_is_only_text)
{
	static const struct grid_column column[] = { { .heading = "<b>|\n" } };
	is_written(GRID(column), &format_markdown, "| &#60;b&#62;\\|? |\n|---|\n");
}
END_TEST

START_TEST(blanks_at_the_ends_are_quoted_in_csv)
{
	is_written(one_value(" x"), &format_csv, "name\n\" x\"\n");
	is_written(one_value("x y"), &format_csv, "name\nx y\n");
}
END_TEST

START_TEST(what_is_very_wide_does_not_widen_its_column)
{
	static const struct grid_column two[] = { { .heading = "a" }, { .heading = "b" } };
	char wide[200];
	memset(wide, 'x', sizeof wide - 1);
	wide[sizeof wide - 1] = '\0';
	struct grid grid = GRID(two);
	grid_row(&grid, value_text("short"), value_text("y"));
	grid_row(&grid, value_text(wide), value_text("y"));
	char due[300];
	snprintf(due, sizeof due, "a      b\nshort  y\n%s  y\n", wide);
	is_written(grid, &format_text, due);
}
END_TEST

static const struct grid_column narrow[] = {
	{ .heading = "name", .fit = GRID_SHORTEN },
	{ .heading = "place", .drop = 2 },
	{ .heading = "runs", .kind = GRID_COUNT, .drop = 1 },
	{ .heading = "", .fit = GRID_WRAP },
};

/* Writes two rows that need 73 columns in fewer. */
static void is_fitted(size_t line, const char *due)
{
	struct grid grid = GRID(narrow);
	grid.line = line;
	grid_row(&grid, value_text("seccomp-trace-miss"), value_text("same"), value_count(7),
		value_text("a µ filter of which no call is the one that it looks for"));
	grid_row(&grid, value_text("seccomp-trace-select"), value_text("smt"), value_count(12),
		value_text("short"));
	is_written(grid, &format_text, due);
}

START_TEST(a_line_that_is_wide_enough_has_all)
{
	const char *due =
		"name                  place  runs\n"
		"seccomp-trace-miss    same      7  a µ filter of which no call is the one that it looks for\n"
		"seccomp-trace-select  smt      12  short\n";
	is_fitted(0, due);
	is_fitted(91, due);
}
END_TEST

START_TEST(words_go_on_in_the_next_line)
{
	is_fitted(90,
		"name                  place  runs\n"
		"seccomp-trace-miss    same      7  a µ filter of which no call is the one that it looks\n"
		"                                   for\n"
		"seccomp-trace-select  smt      12  short\n");
}
END_TEST

START_TEST(names_lose_their_middle_and_stay_different)
{
	is_fitted(58, "name           place  runs\n"
		      "seccom…e-miss  same      7  a µ filter of which no call is\n"
		      "                            the one that it looks for\n"
		      "seccom…select  smt      12  short\n"
		      "(names cut; see --wide)\n");
}
END_TEST

START_TEST(columns_are_left_out_in_their_order)
{
	is_fitted(44, "name          place\n"
		      "seccom…-miss  same   a µ filter of which no\n"
		      "                     call is the one that it\n"
		      "                     looks for\n"
		      "seccom…elect  smt    short\n"
		      "(left out: runs; names cut; see --wide)\n");
	is_fitted(40, "name\n"
		      "seccom…-miss  a µ filter of which no\n"
		      "              call is the one that it\n"
		      "              looks for\n"
		      "seccom…elect  short\n"
		      "(left out: place, runs; names cut; see\n"
		      "--wide)\n");
}
END_TEST

START_TEST(names_are_never_made_equal)
{
	static const struct grid_column only[] = { { .heading = "", .fit = GRID_SHORTEN } };
	struct grid grid = GRID(only);
	grid.line = 14;
	grid_row(&grid, value_text("process-vm-readv-each"));
	grid_row(&grid, value_text("process-vm-writev-each"));
	is_written(grid, &format_text,
		"process…dv-each\n"
		"process…ev-each\n"
		"(names cut;\n"
		"see --wide)\n");
}
END_TEST

START_TEST(what_is_alike_is_said_once)
{
	struct grid grid = GRID(narrow);
	grid.line = 20;
	grid_row(
		&grid, value_text("untraced"), value_text("same"), value_count(7), value_text("1"));
	grid_row(
		&grid, value_text("sud-trap"), value_text("same"), value_count(8), value_text("2"));
	is_written(grid, &format_text,
		"name      runs\n"
		"untraced     7  1\n"
		"sud-trap     8  2\n"
		"(place: same; see\n"
		"--wide)\n");
}
END_TEST

START_TEST(a_coloured_table_is_as_wide)
{
	static const struct grid_mood moods[] = { { "slower", MOOD_BAD }, { NULL, MOOD_PLAIN } };
	static const struct grid_column two[] = {
		{ .heading = "mode" },
		{ .heading = "verdict", .moods = moods },
	};
	struct grid grid = GRID(two);
	grid.coloured = true;
	grid_row(&grid, value_text("untraced"), value_text("equivalent"));
	grid_row(&grid, value_text("sud-trap"), value_text("slower *"));
	is_written(grid, &format_text,
		"\033[1mmode\033[0m      \033[1mverdict\033[0m\n"
		"untraced  equivalent\n"
		"sud-trap  \033[31mslower *\033[0m\n");
}
END_TEST

/* Three columns of a table are one of a grid where they are an interval. */
START_TEST(a_record_is_written_as_its_table_is)
{
	struct comparison_row row;
	row_clear(&comparison_table, &row);
	strcpy(row.mode, "untraced");
	row.ns_ratio.value = 1.5;
	row.ns_ratio.lo = 1.25;
	row.ns_ratio.hi = 1.75;
	row.runs = 7;
	struct grid grid = grid_of(&comparison_table);
	ck_assert_uint_eq(grid.width, comparison_table.n - 4);
	grid_add_record(&grid, &comparison_table, &row);
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	ck_assert_int_eq(grid_write(&grid, &format_csv, out), 0);
	fclose(out);
	char *line = strchr(text, '\n') + 1;
	ck_assert_str_eq(line, ",,,,,,,untraced,,,,,,,,1.5,1.25,1.75,,,,,,,7,,\n");
	for (size_t i = 0, at = 0; i < comparison_table.n; i++) {
		const char *name = comparison_table.columns[i].name;
		ck_assert_int_eq(strncmp(text + at, name, strlen(name)), 0);
		at += strlen(name) + 1;
	}
	free(text);
	grid_free(&grid);
}
END_TEST

static void says(const struct format *format, const char *due)
{
	char *text = NULL;
	size_t n;
	struct sheet sheet = { .out = open_memstream(&text, &n), .format = format };
	struct grid grid = one_value("x");
	sheet_title(&sheet, "a_%d", 1);
	sheet_grid(&sheet, &grid);
	ck_assert_int_eq(sheet.error, 0);
	sheet_break(&sheet);
	sheet_say(&sheet, "%s", "<end>");
	fclose(sheet.out);
	ck_assert_str_eq(text, due);
	free(text);
}

START_TEST(a_sheet_says_nothing_to_programs)
{
	says(&format_text, "\na_1\nx\n\n<end>\n");
	says(&format_markdown, "## a\\_1\n\n| |\n|---|\n| x |\n\n&#60;end&#62;\n\n");
	says(&format_csv, "name\nx\n");
	says(&format_json, "[\n{\"name\": \"x\"}\n]\n");
}
END_TEST

/* What was skipped says why in its line, other reasons stand before. */
START_TEST(ktap_has_outcomes)
{
	static const struct grid_column outcomes[] = {
		{ .key = "state", .kind = GRID_OUTCOME },
		{ .key = "check" },
		{ .key = "finding", .kind = GRID_WHY },
		{ .key = "remedy", .kind = GRID_WHY },
		{ .key = "other" },
	};
	struct grid grid = GRID(outcomes);
	grid_row(&grid, value_text(OUTCOME_GOOD), value_text("a"), value_text(NULL), value_text(""),
		value_text("x"));
	grid_row(&grid, value_text(OUTCOME_SKIP), value_text("b"), value_text("no c"),
		value_text("get c"), value_text("x"));
	grid_row(&grid, value_text(OUTCOME_BAD), value_text("d"), value_text("e\nok 4 f"),
		value_text(NULL), value_text("x"));
	is_written(grid, &format_ktap,
		"KTAP version 1\n1..3\nok 1 a\nok 2 b # SKIP no c; get c\n"
		"# d: BAD: e?ok 4 f\nnot ok 3 d\n");
}
END_TEST

static int n_formats(void)
{
	int n = 0;
	while (formats[n])
		n++;
	return n;
}

START_TEST(a_format_has_a_name)
{
	struct complaint complaint;
	const struct format *format;
	ck_assert_int_eq(format_find(NULL, false, &format, &complaint), 0);
	ck_assert_ptr_eq(format, &format_text);
	ck_assert_int_eq(format_find("json", false, &format, &complaint), 0);
	ck_assert_ptr_eq(format, &format_json);
	ck_assert_int_lt(format_find("xml", true, &format, &complaint), 0);
	char due[256] = "--format \"xml\": expected ", *end = due + strlen(due);
	for (int order = 0, left = n_formats(); left > 0; order++)
		for (const struct format *const *f = formats; *f; f++)
			if ((*f)->order == order)
				end += sprintf(end, "%s%s", (*f)->name,
					--left > 1  ? ", "
					: left == 1 ? " or "
						    : "");
	ck_assert_str_eq(complaint.text, due);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("grid");
	TCase *cases = tcase_create("grid");
	tcase_add_test(cases, text_is_aligned_by_characters_and_ends_without_blanks);
	tcase_add_test(cases, markdown_has_a_value_for_each_heading);
	tcase_add_test(cases, csv_has_the_ends_of_intervals_and_empty_fields);
	tcase_add_test(cases, json_has_numbers_objects_and_null);
	tcase_add_test(cases, a_table_without_rows);
	tcase_add_test(cases, hostile_text_is_only_text);
	tcase_add_test(cases, a_hostile_heading_is_only_text);
	tcase_add_test(cases, blanks_at_the_ends_are_quoted_in_csv);
	tcase_add_test(cases, what_is_very_wide_does_not_widen_its_column);
	tcase_add_test(cases, a_line_that_is_wide_enough_has_all);
	tcase_add_test(cases, words_go_on_in_the_next_line);
	tcase_add_test(cases, names_lose_their_middle_and_stay_different);
	tcase_add_test(cases, columns_are_left_out_in_their_order);
	tcase_add_test(cases, names_are_never_made_equal);
	tcase_add_test(cases, what_is_alike_is_said_once);
	tcase_add_test(cases, a_coloured_table_is_as_wide);
	tcase_add_test(cases, a_record_is_written_as_its_table_is);
	tcase_add_test(cases, a_sheet_says_nothing_to_programs);
	tcase_add_test(cases, ktap_has_outcomes);
	tcase_add_test(cases, a_format_has_a_name);
	suite_add_tcase(suite, cases);
	return run_suite(suite);
}
