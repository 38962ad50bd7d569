/* What a counter's figures mean, on figures made up here; and events where libpfm4 knows no names.
 */
#include <check.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>

#include "campaign/row.h"
#include "run.h"
#include "run/event_names.h"

static struct counters counters;

static struct event_attr event_of(struct perf_event_attr attr)
{
	struct event_attr event = { 0 };
	memcpy(&event, &attr, sizeof attr);
	return event;
}

static const struct {
	const char *what;
	struct perf_event_attr attr;
	uint64_t total[COUNTER_FIGURES];
	bool dead;
} readings[] = {
	{ "cycles", { .config = PERF_COUNT_HW_CPU_CYCLES }, { 0, 900, 900 }, true },
	{ "cycles, shared", { .config = PERF_COUNT_HW_CPU_CYCLES }, { 0, 900, 1 }, true },
	{ "cycles, counting", { .config = PERF_COUNT_HW_CPU_CYCLES }, { 1, 900, 900 }, false },
	{ "cycles of a sleeper", { .config = PERF_COUNT_HW_CPU_CYCLES }, { 0, 0, 0 }, false },
	{ "cycles, never free", { .config = PERF_COUNT_HW_CPU_CYCLES }, { 0, 900, 0 }, false },
	{ "cycles:u", { .config = PERF_COUNT_HW_CPU_CYCLES, .exclude_kernel = 1 }, { 0, 9, 9 },
		false },
	{ "cycles:k", { .config = PERF_COUNT_HW_CPU_CYCLES, .exclude_user = 1 }, { 0, 9, 9 },
		true },
	{ "cycles of a guest", { .config = PERF_COUNT_HW_CPU_CYCLES, .exclude_host = 1 },
		{ 0, 9, 9 }, false },
	{ "instructions", { .config = PERF_COUNT_HW_INSTRUCTIONS }, { 0, 9, 9 }, true },
	{ "branches", { .config = PERF_COUNT_HW_BRANCH_INSTRUCTIONS }, { 0, 9, 9 }, true },
	{ "bus-cycles", { .config = PERF_COUNT_HW_BUS_CYCLES }, { 0, 9, 9 }, true },
	{ "ref-cycles", { .config = PERF_COUNT_HW_REF_CPU_CYCLES }, { 0, 9, 9 }, true },
	{ "cache-misses", { .config = PERF_COUNT_HW_CACHE_MISSES }, { 0, 9, 9 }, false },
	{ "branch-misses", { .config = PERF_COUNT_HW_BRANCH_MISSES }, { 0, 9, 9 }, false },
	{ "page-faults", { .type = PERF_TYPE_SOFTWARE, .config = PERF_COUNT_SW_PAGE_FAULTS },
		{ 0, 9, 9 }, false },
	{ "a raw code", { .type = PERF_TYPE_RAW }, { 0, 9, 9 }, false },
};

START_TEST(a_counter_that_ran_and_counts_nothing_is_dead)
{
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		struct event_attr event = event_of(readings[i].attr);
		ck_assert_msg(counter_is_dead(&event, readings[i].total) == readings[i].dead, "%s",
			readings[i].what);
	}
}
END_TEST

static const struct {
	int access;
	uint64_t figures[COUNTER_FIGURES];
	const char *status;
	int64_t value, enabled, running;
} rows[] = {
	{ 5, { 7, 9, 9 }, "ok", 7, 9, 9 },
	{ 5, { 0, 0, 0 }, "ok", 0, 0, 0 },
	{ 5, { 7, 9, 8 }, "multiplexed", 7, 9, 8 },
	{ 5, { 0, 9, 0 }, "unsupported", ABSENT, 9, 0 },
	{ -ENODATA, { 0, 9, 9 }, "unsupported", ABSENT, ABSENT, ABSENT },
	{ -ENOENT, { 0, 0, 0 }, "unsupported", ABSENT, ABSENT, ABSENT },
	{ -EACCES, { 0, 0, 0 }, "denied", ABSENT, ABSENT, ABSENT },
};

START_TEST(what_a_row_says_of_them)
{
	counters_init(&counters);
	ck_assert_int_eq(counters_add(&counters, "page-faults"), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct result result = { 0 };
		struct counter_row row;
		result.answer.access[TRACER].extra[0] = rows[i].access;
		memcpy(result.answer.counted.figures[TRACER] + EXTRA, rows[i].figures,
			sizeof rows[i].figures);
		row_clear(&counters_table, &row);
		row_of_event(&counters, &result, TRACER, 0, &row);
		ck_assert_str_eq(row.status, rows[i].status);
		ck_assert_int_eq(row.value, rows[i].value);
		ck_assert_int_eq(row.time_enabled, rows[i].enabled);
		ck_assert_int_eq(row.time_running, rows[i].running);
	}
}
END_TEST

/* Without names, a name is not told from another, except the kernel's own. */
START_TEST(events_without_names)
{
	static const struct event_attr unknown;
	setenv("LIBPFM_DISABLED_PMUS", "perf", true);
	counters_init(&counters);
	ck_assert(!event_names_known());
	ck_assert_int_eq(counters_add(&counters, "no-such-event"), 0);
	ck_assert_int_eq(counters_add(&counters, "context-switches"), 0);
	ck_assert_uint_eq(counters.nameless, 1);
	ck_assert_mem_eq(&counters.events.extra[0], &unknown, sizeof unknown);
	ck_assert_mem_ne(&counters.events.extra[1], &unknown, sizeof unknown);
}
END_TEST

START_TEST(events_by_name)
{
	counters_init(&counters);
	if (!event_names_known())
		return; /* as above */
	ck_assert_int_eq(counters_add(&counters, "no-such-event"), -ENOENT);
	ck_assert_int_eq(counters_add(&counters, "cycles"), 0);
	ck_assert_uint_eq(counters.nameless, 0);
	ck_assert_uint_eq(counters.events.extras, 1);
}
END_TEST

static Suite *suite(void)
{
	Suite *counters_suite = suite_create("counters");
	TCase *all = tcase_create("all");
	tcase_add_test(all, a_counter_that_ran_and_counts_nothing_is_dead);
	tcase_add_test(all, what_a_row_says_of_them);
	tcase_add_test(all, events_without_names);
	tcase_add_test(all, events_by_name);
	suite_add_tcase(counters_suite, all);
	return counters_suite;
}

int main(void)
{
	return run_suite(suite());
}
