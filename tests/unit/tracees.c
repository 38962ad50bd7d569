#include <check.h>
#include <stdlib.h>

#include "modes/loops/tracees.h"
#include "run.h"

enum { PROGRAM = 100, CHILD = 101, THREAD = 102 };

static struct tracees *tracees;

static void set_up(void)
{
	tracees = calloc(1, sizeof *tracees);
	ck_assert_ptr_nonnull(tracees);
	tracees->start = 7;
	tracees_seized(tracees, PROGRAM);
	ck_assert_uint_eq(tracees->alive, 1);
}

static void tear_down(void)
{
	free(tracees);
}

static void is_alive(pid_t tid, size_t alive)
{
	ck_assert(tracee_is_known(&tracees->of[tid]));
	ck_assert_uint_eq(tracees->of[tid].request, 7);
	ck_assert_uint_eq(tracees->alive, alive);
}

static void is_over(pid_t tid, size_t alive)
{
	ck_assert(!tracee_is_known(&tracees->of[tid]));
	ck_assert_uint_eq(tracees->alive, alive);
}

static void announced(void)
{
	tracees_announced(tracees, CHILD);
}

static void met(void)
{
	tracees_met(tracees, CHILD);
}

static void ended(void)
{
	tracees_ended(tracees, CHILD);
}

START_TEST(the_event_then_the_first_stop)
{
	for (int i = 0; i < 2; i++) { /* and the tid again */
		announced();
		is_alive(CHILD, 2);
		met();
		is_alive(CHILD, 2);
		ended();
		is_over(CHILD, 1);
	}
}
END_TEST

START_TEST(the_first_stop_then_the_event)
{
	for (int i = 0; i < 2; i++) {
		met();
		is_alive(CHILD, 2);
		announced();
		is_alive(CHILD, 2);
		ended();
		is_over(CHILD, 1);
	}
	announced(); /* and nothing is left of the former one */
	is_alive(CHILD, 2);
}
END_TEST

START_TEST(ended_before_its_first_stop)
{
	for (int i = 0; i < 2; i++) {
		announced();
		is_alive(CHILD, 2);
		ended();
		is_over(CHILD, 1);
	}
}
END_TEST

/* The event of a task that is gone makes none alive: the tracer would wait for it for ever. */
START_TEST(ended_before_the_event)
{
	for (int i = 0; i < 2; i++) {
		met();
		ended();
		is_over(CHILD, 1);
		announced();
		is_over(CHILD, 1);
	}
}
END_TEST

START_TEST(ended_before_both)
{
	for (int i = 0; i < 2; i++) {
		ended();
		is_over(CHILD, 1);
		announced();
		is_over(CHILD, 1);
	}
}
END_TEST

START_TEST(no_task_is_counted_twice)
{
	announced();
	met();
	met();
	announced();
	is_alive(CHILD, 2);
}
END_TEST

START_TEST(a_thread_that_execs_takes_the_tid_of_its_leader)
{
	tracees_announced(tracees, THREAD);
	tracees_met(tracees, THREAD);
	tracees->of[THREAD].request = 9;
	tracees_exec(tracees, PROGRAM, THREAD);
	is_over(THREAD, 1);
	ck_assert(tracee_is_known(&tracees->of[PROGRAM]));
	ck_assert_uint_eq(tracees->of[PROGRAM].request, 9);
}
END_TEST

START_TEST(an_exec_that_changes_no_tid)
{
	static const unsigned long formers[] = { PROGRAM, 0, TID_MAX, -1UL };
	for (size_t i = 0; i < sizeof formers / sizeof *formers; i++) {
		tracees_exec(tracees, PROGRAM, formers[i]);
		is_alive(PROGRAM, 1);
	}
}
END_TEST

START_TEST(a_new_one_is_neither_ahead_nor_behind)
{
	tracees->mean = 1234;
	announced();
	ck_assert_uint_eq(tracees->of[CHILD].stops, 1234);
}
END_TEST

static Suite *suite(void)
{
	Suite *tracees_suite = suite_create("tracees");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_test(all, the_event_then_the_first_stop);
	tcase_add_test(all, the_first_stop_then_the_event);
	tcase_add_test(all, ended_before_its_first_stop);
	tcase_add_test(all, ended_before_the_event);
	tcase_add_test(all, ended_before_both);
	tcase_add_test(all, no_task_is_counted_twice);
	tcase_add_test(all, a_thread_that_execs_takes_the_tid_of_its_leader);
	tcase_add_test(all, an_exec_that_changes_no_tid);
	tcase_add_test(all, a_new_one_is_neither_ahead_nor_behind);
	suite_add_tcase(tracees_suite, all);
	return tracees_suite;
}

int main(void)
{
	return run_suite(suite());
}
