#include <check.h>
#include <errno.h>
#include <unistd.h>

#include "page/eighths.h"
#include "page/page.h"
#include "page/pool.h"
#include "page/speed.h"
#include "run.h"

static uint64_t ran, times, parts[EIGHTHS + 1];

static void count(uint64_t ops)
{
	if (times <= EIGHTHS)
		parts[times] = ops;
	times++;
	ran += ops;
}

static struct window counted_of(uint64_t ops, struct pool *pool)
{
	const struct loop loop = { .run = count, .pool = pool };
	struct window window = { .ops = ops };
	ran = times = 0;
	eighths_run(&window, &loop);
	return window;
}

static struct window counted(uint64_t ops)
{
	return counted_of(ops, NULL);
}

static uint64_t sum(const struct window *window)
{
	uint64_t all = 0;
	for (int i = 0; i < EIGHTHS; i++)
		all += window->eighths_ns[i];
	return all;
}

START_TEST(eighths_differ_by_one_operation_at_most)
{
	for (uint64_t ops = 8; ops < 100; ops++) {
		uint64_t all = 0;
		for (int i = 0; i < EIGHTHS; i++) {
			all += eighth_ops(ops, i);
			ck_assert_uint_ge(eighth_ops(ops, i), ops / 8);
			ck_assert_uint_le(eighth_ops(ops, i), ops / 8 + 1);
		}
		ck_assert_uint_eq(all, ops);
	}
}
END_TEST

START_TEST(each_eighth_runs_its_operations_and_has_its_time)
{
	struct window window = counted(1003);
	ck_assert_uint_eq(times, EIGHTHS);
	ck_assert_uint_eq(ran, 1003);
	for (int i = 0; i < EIGHTHS; i++)
		ck_assert_uint_eq(parts[i], eighth_ops(1003, i));
	ck_assert_uint_eq(sum(&window), window.wall_ns);
	ck_assert_uint_gt(window.wall_ns, 0);
}
END_TEST

START_TEST(fewer_operations_than_eight_run_at_once)
{
	for (uint64_t ops = 0; ops < 8; ops++) {
		struct window window = counted(ops);
		ck_assert_uint_eq(times, 1);
		ck_assert_uint_eq(ran, ops);
		ck_assert_uint_eq(sum(&window), 0);
		ck_assert_uint_gt(window.start_ns, 0);
	}
}
END_TEST

START_TEST(what_tasks_share_is_one_round)
{
	struct pool *pool = pool_new(2);
	ck_assert_ptr_nonnull(pool);
	struct window window = counted_of(1003, pool);
	ck_assert_uint_eq(window.rounds, 1);
	ck_assert_uint_eq(times, 1);
	ck_assert_uint_eq(ran, 1003);
	ck_assert_uint_eq(sum(&window), 0);
}
END_TEST

/* No CPU makes two dependent operations in a tenth of a nanosecond. */
START_TEST(the_probe_runs_its_whole_chain)
{
	ck_assert_uint_gt(speed_probe(), 1200);
}
END_TEST

/* Windows of this process; what runs besides the windows' own operations is warm-up. */
static struct page *measured(uint64_t ops, bool twice)
{
	const struct loop loop = { .run = count };
	int fd;
	struct page *page = page_new(&fd);
	ck_assert_ptr_nonnull(page);
	close(fd);
	page->job.ops = ops;
	page->job.with_doubled = twice;
	ran = times = 0;
	window_measure(page, TRACEE, getppid(), &loop);
	return page;
}

START_TEST(a_window_of_twice_the_operations_where_it_is_asked_for)
{
	struct page *page = measured(1001, true);
	ck_assert_uint_eq(page->answer.timed.ops, 1001);
	ck_assert_uint_eq(page->answer.doubled.ops, 2002);
	ck_assert_uint_gt(page->answer.doubled.wall_ns, 0);
	ck_assert_uint_ge(page->answer.doubled.start_ns,
		page->answer.timed.start_ns + page->answer.timed.wall_ns);
	ck_assert_uint_ge(page->answer.counted.start_ns,
		page->answer.doubled.start_ns + page->answer.doubled.wall_ns);
	ck_assert_uint_eq(page->answer.doubled.eighths_ns[0] > 0, 1);
	ck_assert_uint_eq(ran - 1001 - 2002 - 1001 / 8, 1); /* the warm-up is one operation */
	page_free(page);
}
END_TEST

START_TEST(no_such_window_where_it_is_not)
{
	static const struct window none;
	struct page *page = measured(1001, false);
	ck_assert_mem_eq(&page->answer.doubled, &none, sizeof none);
	ck_assert_uint_eq(ran - 1001 - 1001 / 8, 1);
	page_free(page);
}
END_TEST

START_TEST(the_speed_is_probed_around_the_timed_window)
{
	struct page *page = measured(100, true);
	ck_assert_uint_gt(page->answer.timed.speed_ns[BEFORE], 1200);
	ck_assert_uint_gt(page->answer.timed.speed_ns[AFTER], 1200);
	ck_assert_uint_eq(page->answer.counted.speed_ns[BEFORE], 0);
	page_free(page);
}
END_TEST

static Suite *suite(void)
{
	Suite *window = suite_create("window");
	TCase *all = tcase_create("all");
	tcase_add_test(all, eighths_differ_by_one_operation_at_most);
	tcase_add_test(all, each_eighth_runs_its_operations_and_has_its_time);
	tcase_add_test(all, fewer_operations_than_eight_run_at_once);
	tcase_add_test(all, what_tasks_share_is_one_round);
	tcase_add_test(all, the_probe_runs_its_whole_chain);
	tcase_add_test(all, a_window_of_twice_the_operations_where_it_is_asked_for);
	tcase_add_test(all, no_such_window_where_it_is_not);
	tcase_add_test(all, the_speed_is_probed_around_the_timed_window);
	suite_add_tcase(window, all);
	return window;
}

int main(void)
{
	return run_suite(suite());
}
