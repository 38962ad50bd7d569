#include <check.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "modes/loops/turns.h"
#include "run.h"

enum { FIRST_TID = 1000, TASKS = 16 };

static struct tracees *tracees;
static struct turns *turns;

static void set_up(void)
{
	tracees = calloc(1, sizeof *tracees);
	turns = calloc(1, sizeof *turns);
	ck_assert(tracees && turns);
	for (int i = 0; i < TASKS; i++)
		tracees_seized(tracees, FIRST_TID + i);
}

static void tear_down(void)
{
	free(tracees);
	free(turns);
}

static uint32_t *stops_of(int task)
{
	return &tracees->of[FIRST_TID + task].stops;
}

static void order(const int *tasks, int n)
{
	for (int i = 0; i < n; i++)
		turns->found[i] = (struct wait_report){ FIRST_TID + tasks[i], tasks[i] };
	turns_order(turns, tracees, n);
}

static void ordered(const int *tasks, int n)
{
	for (int i = 0; i < n; i++) {
		ck_assert_int_eq(turns->reports[i].tid, FIRST_TID + tasks[i]);
		ck_assert_int_eq(turns->reports[i].status, tasks[i]);
	}
}

START_TEST(those_behind_the_mean_go_first)
{
	*stops_of(0) = 10;
	*stops_of(1) = 20;
	*stops_of(2) = 30;
	*stops_of(3) = 12;
	order((int[]){ 2, 1, 0, 3 }, 4);
	ordered((int[]){ 0, 3, 2, 1 }, 4);
	ck_assert_uint_eq(tracees->mean, (11 + 21 + 31 + 13) / 4);
	ck_assert_uint_eq(*stops_of(2), 31);
}
END_TEST

START_TEST(equals_stay_as_they_were_found)
{
	order((int[]){ 3, 0, 2 }, 3);
	ordered((int[]){ 3, 0, 2 }, 3);
}
END_TEST

START_TEST(who_is_not_known_goes_first_and_is_not_counted)
{
	tracees->of[FIRST_TID + 1] = (struct tracee){ .stops = 1000000 };
	*stops_of(0) = 10;
	order((int[]){ 0, 1, 2 }, 3);
	ordered((int[]){ 1, 2, 0 }, 3);
	ck_assert_uint_eq(tracees->mean, (11 + 1) / 2);
	ck_assert_uint_eq(*stops_of(1), 1000000);
	tracees->mean = 5;
	order((int[]){ 1 }, 1);
	ck_assert_uint_eq(tracees->mean, 5);
}
END_TEST

/* Who is restarted first comes once more before the others are back. */
START_TEST(no_one_stays_ahead)
{
	uint32_t fewest = UINT32_MAX, most = 0;
	int youngest_first[TASKS], again[TASKS];
	for (int i = 0; i < TASKS; i++)
		youngest_first[i] = TASKS - 1 - i;
	for (int round = 0; round < 1000; round++) {
		order(youngest_first, TASKS);
		for (int i = 0; i < TASKS / 4; i++)
			again[i] = turns->reports[i].tid - FIRST_TID;
		order(again, TASKS / 4);
	}
	for (int i = 0; i < TASKS; i++) {
		fewest = *stops_of(i) < fewest ? *stops_of(i) : fewest;
		most = *stops_of(i) > most ? *stops_of(i) : most;
	}
	ck_assert_uint_le(most - fewest, 4);
}
END_TEST

START_TEST(one_alone)
{
	struct wait_report stop = { FIRST_TID, 5 };
	ck_assert_int_eq(turns_take_batch(turns, tracees, stop), 1);
	ck_assert_int_eq(turns->reports[0].tid, FIRST_TID);
	ck_assert_uint_eq(*stops_of(0), 0);
	ck_assert_int_eq(turns_take_one(turns, tracees, stop), 1);
	ck_assert_int_eq(turns->reports[0].tid, FIRST_TID);
	ck_assert_int_eq(turns->reports[0].status, 5);
	ck_assert_uint_eq(*stops_of(0), 1);
}
END_TEST

/* Children that have ended wait, too. */
START_TEST(all_that_wait_as_they_are_found)
{
	struct wait_report first;
	int seen = 0;
	for (int i = 0; i < 3; i++) {
		siginfo_t ended;
		pid_t child = fork();
		if (child == 0)
			_exit(1 << i);
		ck_assert_int_eq(waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT), 0);
		tracees_seized(tracees, child);
	}
	first.tid = waitpid(-1, &first.status, __WALL);
	ck_assert_int_eq(turns_take_batch(turns, tracees, first), 3);
	for (int i = 0; i < 3; i++) {
		seen |= WEXITSTATUS(turns->reports[i].status);
		ck_assert_uint_eq(tracees->of[turns->reports[i].tid].stops, 0);
	}
	ck_assert_int_eq(seen, 7);
}
END_TEST

/* Without children no other tracee waits. One that goes at once leaves the mean as it was; else it
 * is a batch of one, and the mean its own. */
static void goes(int alive, uint32_t stops, bool at_once)
{
	struct wait_report stop = { FIRST_TID, 5 };
	tracees->alive = (size_t)alive;
	tracees->mean = 100;
	turns->n_asked = 7;
	*stops_of(0) = stops;
	ck_assert_int_eq(turns_take(turns, tracees, stop), 1);
	ck_assert_int_eq(turns->reports[0].tid, FIRST_TID);
	ck_assert_uint_eq(*stops_of(0), stops + 1);
	ck_assert_uint_eq(tracees->mean, at_once ? 100 : stops + 1);
	ck_assert_int_eq(turns->n_asked, at_once ? 0 : 1);
}

START_TEST(of_few_who_is_not_ahead_goes_at_once)
{
	goes(1, 500, true);
	goes(2, 100, true);
	goes(2, 101, false);
	goes(16, 100, true);
	goes(16, 101, false);
	goes(17, 100, false);
}
END_TEST

static Suite *suite(void)
{
	Suite *turns_suite = suite_create("turns");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_test(all, those_behind_the_mean_go_first);
	tcase_add_test(all, equals_stay_as_they_were_found);
	tcase_add_test(all, who_is_not_known_goes_first_and_is_not_counted);
	tcase_add_test(all, no_one_stays_ahead);
	tcase_add_test(all, one_alone);
	tcase_add_test(all, all_that_wait_as_they_are_found);
	tcase_add_test(all, of_few_who_is_not_ahead_goes_at_once);
	suite_add_tcase(turns_suite, all);
	return turns_suite;
}

int main(void)
{
	return run_suite(suite());
}
