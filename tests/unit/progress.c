#include <check.h>
#include <math.h>
#include <string.h>

#include "commands/parts/progress.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))
#define S(seconds)    ((uint64_t)((seconds)*1e9))

/* So long after the beginning a run ends; whether a line is due then. */
static const struct {
	uint64_t elapsed_ns;
	bool due;
} moments[] = {
	{ 0, false },
	{ S(29.999), false },
	{ S(30), true },
	{ S(30.001), false },
	{ S(59), false },
	{ S(61), true }, /* a run was in the way */
	{ S(90), false },
	{ S(91), true },
	{ S(400), true },
	{ S(400), false },
	{ S(430), true },
};

START_TEST(a_line_every_half_minute)
{
	uint64_t told_ns = 0;
	for (int i = 0; i < LENGTH(moments); i++)
		ck_assert_int_eq(progress_due(moments[i].elapsed_ns, &told_ns), moments[i].due);
}
END_TEST

static const struct {
	struct progress progress;
	const char *text;
} texts[] = {
	{ { .stage = STAGE_TRIAL }, "trying the modes" },
	{ { .stage = STAGE_PILOT, .left_ns = S(99.9) }, "choosing windows, at most 99 s to go" },
	{ { .stage = STAGE_MEASUREMENT, .done = 12, .total = 300, .left_ns = S(61) },
		"12 of 300 runs, 288 left, 61 s to go" },
	{ { .stage = STAGE_MEASUREMENT, .done = 12, .widest = (double)INFINITY, .left_ns = S(5) },
		"12 runs, at most 5 s to go" },
	{ { .stage = STAGE_MEASUREMENT,
		  .done = 96,
		  .widest = 0.1234,
		  .precision = 0.05,
		  .left_ns = S(5) },
		"96 runs, widest interval +-12.3 %, wanted +-5 %, at most 5 s to go" },
};

START_TEST(how_far_and_what_is_next)
{
	struct progress progress = texts[_i].progress;
	char text[200], expected[200];
	progress.workload = "getpid";
	progress.placement = "same";
	progress.mode = "untraced";
	progress_text(&progress, text, sizeof text);
	snprintf(expected, sizeof expected, "%s: getpid same untraced", texts[_i].text);
	ck_assert_str_eq(text, expected);
	progress_text(&progress, text, 8);
	ck_assert_uint_eq(strlen(text), 7);
}
END_TEST

static Suite *suite(void)
{
	TCase *all = tcase_create("progress");
	tcase_add_test(all, a_line_every_half_minute);
	tcase_add_loop_test(all, how_far_and_what_is_next, 0, LENGTH(texts));
	Suite *s = suite_create("progress");
	suite_add_tcase(s, all);
	return s;
}

int main(void)
{
	return run_suite(suite());
}
