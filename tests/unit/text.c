#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/text.h"
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

START_TEST(escape)
{
	ck_assert_str_eq(text_escape(escapes[_i].raw).s, escapes[_i].escaped);
}
END_TEST

/* Each alone and longer than there is room for: cut, with no escape broken. */
static const struct {
	char raw;
	const char *escaped;
} endless[] = { { 'x', "x" }, { '|', "\\|" }, { '<', "&#60;" }, { '&', "&#38;" }, { '\n', "?" },
	{ '\x80', "?" } };

START_TEST(escape_of_long_input)
{
	char raw[4000];
	memset(raw, endless[_i].raw, sizeof raw - 1);
	raw[sizeof raw - 1] = '\0';
	struct text text = text_escape(raw);
	const char *escaped = endless[_i].escaped, *end = memchr(text.s, '\0', sizeof text.s);
	ck_assert_ptr_nonnull(end);
	ck_assert_int_ge(end - text.s, 300);
	for (const char *c = text.s; c < end; c += strlen(escaped))
		ck_assert(strncmp(c, escaped, strlen(escaped)) == 0);
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
	tcase_add_loop_test(all, escape_of_long_input, 0, LENGTH(endless));
	suite_add_tcase(text, all);
	return text;
}

int main(void)
{
	return run_suite(suite());
}
