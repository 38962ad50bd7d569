#include <check.h>
#include <stdio.h>
#include <string.h>

#include "analysis/dataset.h"
#include "commands/parts/gaps.h"
#include "commands/parts/this_version.h"
#include "run.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* What is said of some gaps. */
static const char *said(struct gap *gaps, size_t n)
{
	static char text[4000];
	struct dataset dataset = { .gaps = gaps, .n_gaps = n };
	struct dataset none = { 0 };
	struct loaded loaded = { .dataset = &dataset, .coverage = &none, .tables = tables_new() };
	ck_assert_int_eq(load_complete(&loaded, &this_version), 0);
	memset(text, 0, sizeof text);
	struct sheet sheet = { .out = fmemopen(text, sizeof text, "w"), .format = &format_text };
	gaps_say(&loaded, &sheet);
	fclose(sheet.out);
	known_free(&loaded.known);
	tables_free(loaded.tables);
	return text;
}

static struct gap gap(const char *workload, int64_t size, const char *placement, const char *mode,
	const char *status, const char *reason)
{
	struct gap gap = { .size = size, .n = 1 };
	snprintf(gap.workload, sizeof gap.workload, "%s", workload);
	snprintf(gap.placement, sizeof gap.placement, "%s", placement);
	snprintf(gap.mode, sizeof gap.mode, "%s", mode);
	snprintf(gap.status, sizeof gap.status, "%s", status);
	snprintf(gap.reason, sizeof gap.reason, "%s", reason);
	return gap;
}

START_TEST(none)
{
	ck_assert_str_eq(said(NULL, 0), "");
}
END_TEST

START_TEST(one)
{
	struct gap gaps[] = { gap("file-io", 4096, "same", "tracepoint", "skip", "no tracefs") };
	ck_assert_str_eq(said(gaps, 1), "skip: tracepoint (file-io 4 KiB same): no tracefs\n");
}
END_TEST

START_TEST(a_line_for_each_reason)
{
	struct gap gaps[] = {
		gap("getpid", ABSENT, "same", "tracepoint", "skip", "no tracefs"),
		gap("getpid", ABSENT, "same", "preload", "fail", "died"),
		gap("getpid", ABSENT, "same", "bpf-tracepoint", "skip", "no tracefs"),
		gap("getpid", ABSENT, "cross", "tracepoint", "skip", "no tracefs"),
		gap("getpid", ABSENT, "cross", "bpf-tracepoint", "skip", "no tracefs"),
		gap("getpid", ABSENT, "same", "rewrite", "skip", "died"),
	};
	ck_assert_str_eq(said(gaps, LENGTH(gaps)),
		"skip: tracepoint, bpf-tracepoint (getpid same; getpid cross): no tracefs\n"
		"fail: preload (getpid same): died\n"
		"skip: rewrite (getpid same): died\n"
		"each of these 6 is in runs.csv, with its reason\n");
}
END_TEST

START_TEST(not_each_mode_in_each_cell)
{
	struct gap gaps[] = {
		gap("getpid", ABSENT, "smt", "untraced", "skip", "no core"),
		gap("getpid", ABSENT, "smt", "ptrace-regs", "skip", "no core"),
		gap("memory-read", 64, "smt", "memcpy", "skip", "no core"),
	};
	ck_assert_str_eq(said(gaps, LENGTH(gaps)),
		"skip: untraced, ptrace-regs, memcpy (getpid smt; memory-read 64 B smt; 3 in all): "
		"no core\n"
		"each of these 3 is in runs.csv, with its reason\n");
}
END_TEST

START_TEST(long_lists_are_cut)
{
	struct gap gaps[56];
	for (size_t i = 0; i < LENGTH(gaps); i++) {
		char mode[40];
		snprintf(mode, sizeof mode, "a-mode-of-some-length-%zu", i);
		gaps[i] = gap("getpid", ABSENT, "cross", mode, "skip", "no two cores");
	}
	ck_assert_str_eq(said(gaps, LENGTH(gaps)),
		"skip: a-mode-of-some-length-0, a-mode-of-some-length-1 and 54 more "
		"(getpid cross): no two cores\n"
		"each of these 56 is in runs.csv, with its reason\n");
}
END_TEST

static Suite *suite(void)
{
	TCase *all = tcase_create("gaps");
	tcase_add_test(all, none);
	tcase_add_test(all, one);
	tcase_add_test(all, a_line_for_each_reason);
	tcase_add_test(all, not_each_mode_in_each_cell);
	tcase_add_test(all, long_lists_are_cut);
	Suite *s = suite_create("gaps");
	suite_add_tcase(s, all);
	return s;
}

int main(void)
{
	return run_suite(suite());
}
