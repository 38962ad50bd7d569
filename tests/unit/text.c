#include <check.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static const struct {
	double ns;
	const char *text;
} times[] = {
	{ 0, "0 ns" },
	{ 0.25, "0.25 ns" },
	{ 9.99, "9.99 ns" },
	{ 9.996, "10.0 ns" },
	{ 99.94, "99.9 ns" },
	{ 99.96, "100 ns" },
	{ 999.7, "1000 ns" },
	{ 105, "105 ns" },
	{ 11800, "11.8 µs" },
	{ 2.4e6, "2.40 ms" },
	{ 1.5e9, "1.50 s" },
	{ 3.6e12, "3600 s" },
	{ -105, "-105 ns" },
	{ -11800, "-11.8 µs" },
};

START_TEST(time_in_its_unit)
{
	ck_assert_str_eq(text_ns(times[_i].ns).s, times[_i].text);
}
END_TEST

static const struct {
	double ratio;
	const char *text;
} ratios[] = {
	{ 0.5, "0.50x" },
	{ 1, "1.00x" },
	{ 1.294, "1.29x" },
	{ 9.96, "9.96x" },
	{ 12.84, "12.8x" },
	{ 118.4, "118x" },
	{ 3600, "3600x" },
};

START_TEST(ratio)
{
	ck_assert_str_eq(text_ratio(ratios[_i].ratio).s, ratios[_i].text);
}
END_TEST

static const struct {
	double per_second;
	const char *text;
} rates[] = {
	{ 7.25, "7.25" },
	{ 990, "990" },
	{ 1000, "1.00 k" },
	{ 62100, "62.1 k" },
	{ 12.2e6, "12.2 M" },
};

START_TEST(rate_in_its_unit)
{
	ck_assert_str_eq(text_rate(rates[_i].per_second).s, rates[_i].text);
}
END_TEST

START_TEST(interval_in_one_unit)
{
	struct estimate ns = { 11800, 11600, 12000 }, around_1000 = { 1050, 990, 1100 };
	struct estimate ratio_118 = { 118.2, 116, 121 };
	ck_assert_str_eq(text_ns_interval(ns).s, "11.8 µs (11.6 to 12.0)");
	ck_assert_str_eq(text_ns_interval(around_1000).s, "1.05 µs (0.99 to 1.10)");
	ck_assert_str_eq(text_ratio_interval(ratio_118).s, "118x (116 to 121)");
}
END_TEST

START_TEST(interval_that_is_none)
{
	struct estimate half = { 2, 1, (double)NAN }, none = { 2, (double)NAN, (double)NAN };
	ck_assert_str_eq(text_ratio_interval(half).s, "2.00x");
	ck_assert_str_eq(text_ratio_interval(none).s, "2.00x");
}
END_TEST

START_TEST(nothing_measured)
{
	struct estimate none = { (double)NAN, 1, 2 };
	ck_assert_str_eq(text_ns((double)NAN).s, "not measured");
	ck_assert_str_eq(text_ratio((double)NAN).s, "not measured");
	ck_assert_str_eq(text_ns_interval(none).s, "not measured");
}
END_TEST

static const struct {
	double bytes;
	const char *text;
} sizes[] = {
	{ 1, "1 B" },
	{ 8, "8 B" },
	{ 12.5, "12.5 B" },
	{ 1023, "1023 B" },
	{ 1024, "1 KiB" },
	{ 1536, "1.5 KiB" },
	{ 4096, "4 KiB" },
	{ 65536, "64 KiB" },
	{ 1 << 20, "1 MiB" },
	{ 1.25 * (1 << 20), "1.2 MiB" },
	{ 1 << 30, "1024 MiB" },
};

START_TEST(size_in_its_unit)
{
	ck_assert_str_eq(text_bytes(sizes[_i].bytes).s, sizes[_i].text);
}
END_TEST

START_TEST(cell_in_words)
{
	static struct workload_row rows[] = {
		{ .workload = "file-io", .size = 4096, .unit = "bytes" },
		{ .workload = "mixed", .size = 0, .unit = "ns" },
		{ .workload = "mixed", .size = 1000, .unit = "ns" },
		{ .workload = "threads", .size = 4096, .unit = "tasks" },
	};
	const struct known known = { .workloads = rows, .n_workloads = 4 };
	ck_assert_str_eq(text_cell(&known, "getpid", ABSENT).s, "getpid");
	ck_assert_str_eq(text_cell(&known, "file-io", 4096).s, "file-io 4 KiB");
	ck_assert_str_eq(text_cell(&known, "threads", 4096).s, "threads 4096 tasks");
	ck_assert_str_eq(text_cell(&known, "mixed", 0).s, "mixed 0 ns");
	ck_assert_str_eq(text_cell(&known, "mixed", 1000).s, "mixed 1000 ns");
	ck_assert_str_eq(text_cell(&known, "of another machine", 1).s, "of another machine 1 B");
}
END_TEST

static const struct {
	const char *raw, *escaped;
} escapes[] = {
	{ "", "" },
	{ "ptrace-syscall 1.5", "ptrace-syscall 1.5" },
	{ "µs €", "µs €" },
	{ "a|b", "a\\|b" },
	{ "`rm`", "\\`rm\\`" },
	{ "<script>&amp;", "&#60;script&#62;&#38;amp;" },
	{ "*_[x]~\\$", "\\*\\_\\[x\\]\\~\\\\\\$" },
	{ "a\nb\rc\td\033[2J\x7f", "a?b?c?d?\\[2J?" },
};

/* Expects what the report says. */
#define SAYS(due, ...)                                                                             \
	do {                                                                                       \
		char *text = NULL;                                                                 \
		size_t n;                                                                          \
		struct report report = { .out = open_memstream(&text, &n) };                       \
		report_say(&report, __VA_ARGS__);                                                  \
		fclose(report.out);                                                                \
		ck_assert_str_eq(text, due);                                                       \
		free(text);                                                                        \
	} while (0)

START_TEST(escape)
{
	SAYS(escapes[_i].escaped, "%s", escapes[_i].raw);
}
END_TEST

START_TEST(prose_is_own_and_what_it_names_is_not)
{
	SAYS("**a\\*b** `c\\_d`, 100 %", "**%s** `%s`, %d %%", "a*b", "c_d", 100);
	SAYS("-7 9 18446744073709551615 0.250 3e+06", "%" PRId64 " %lld %zu %.3f %g", (int64_t)-7,
		9LL, SIZE_MAX, 0.25, 3e6);
}
END_TEST

START_TEST(the_target_of_a_link_is_a_path)
{
	SAYS("![a\\_b](a_b/c%20%29/d.svg) e\\_f", "![%s](%s/%s/d.svg) %s", "a_b", "a_b", "c )",
		"e_f");
	SAYS("[x](y)(a\\_b) (a\\_b)", "[x](y)(%s) (%s)", "a_b", "a_b");
}
END_TEST

static Suite *suite(void)
{
	Suite *text = suite_create("text");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, time_in_its_unit, 0, LENGTH(times));
	tcase_add_loop_test(all, ratio, 0, LENGTH(ratios));
	tcase_add_loop_test(all, rate_in_its_unit, 0, LENGTH(rates));
	tcase_add_test(all, interval_in_one_unit);
	tcase_add_test(all, interval_that_is_none);
	tcase_add_test(all, nothing_measured);
	tcase_add_loop_test(all, size_in_its_unit, 0, LENGTH(sizes));
	tcase_add_test(all, cell_in_words);
	tcase_add_loop_test(all, escape, 0, LENGTH(escapes));
	tcase_add_test(all, prose_is_own_and_what_it_names_is_not);
	tcase_add_test(all, the_target_of_a_link_is_a_path);
	suite_add_tcase(text, all);
	return text;
}

int main(void)
{
	return run_suite(suite());
}
