#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "records/table.h"
#include "run.h"

static struct key plain(void)
{
	return key_of("getpid", 8, "same", "untraced");
}

START_TEST(equal_where_all_parts_are)
{
	struct key a = plain(), b = plain();
	ck_assert(key_equal(&a, &b));
	ck_assert(key_same_cell(&a, &b));
	ck_assert_int_eq(key_order_cells(&a, &b), 0);
}
END_TEST

/* Each differs from the plain one in one part of its cell. */
START_TEST(another_cell)
{
	const struct key others[] = {
		key_of("getppid", 8, "same", "untraced"),
		key_of("getpid", ABSENT, "same", "untraced"),
		key_of("getpid", 8, "cross", "untraced"),
	};
	struct key a = plain();
	ck_assert(!key_equal(&a, &others[_i]));
	ck_assert(!key_same_cell(&a, &others[_i]));
	ck_assert_int_ne(key_order_cells(&a, &others[_i]), 0);
}
END_TEST

START_TEST(another_mode_of_the_cell)
{
	struct key a = plain(), b = key_with_mode(&a, "peekdata"),
		   due = key_of("getpid", 8, "same", "peekdata");
	ck_assert(key_equal(&b, &due));
	ck_assert(!key_equal(&a, &b));
	ck_assert(key_same_cell(&a, &b));
	ck_assert_int_eq(key_order_cells(&a, &b), 0);
}
END_TEST

/* In this order: the workload decides, its numbers by their value, then the size, then the
 * placement. */
START_TEST(order)
{
	const struct key sorted[] = {
		key_of("a", ABSENT, "same", "z"),
		key_of("a", 9, "same", "z"),
		key_of("a", 10, "cross", "z"),
		key_of("a", 10, "same", "a"),
		key_of("b", 1, "cross", "a"),
		key_of("command:b-2", ABSENT, "cross", "a"),
		key_of("command:b-10", ABSENT, "cross", "a"),
	};
	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 7; j++) {
			int found = key_order_cells(&sorted[i], &sorted[j]);
			ck_assert_int_eq((found > 0) - (found < 0), (i > j) - (i < j));
		}
}
END_TEST

/* Not cut, or it would name what is another's. */
START_TEST(too_long_a_name_is_none)
{
	struct key key = plain();
	char name[sizeof key.mode + 1];
	memset(name, 'x', sizeof name);
	name[sizeof key.mode] = '\0';
	struct key longer = key_with_mode(&key, name);
	ck_assert_str_eq(longer.mode, "");
	name[sizeof key.mode - 1] = '\0';
	struct key fits = key_with_mode(&key, name);
	ck_assert_str_eq(fits.mode, name);
}
END_TEST

/* What embeds a key has its members. */
START_TEST(embedded)
{
	struct {
		KEYED(key);
	} row = { .key = plain() };
	ck_assert_str_eq(row.workload, "getpid");
	ck_assert_int_eq(row.size, 8);
	ck_assert_str_eq(row.placement, "same");
	ck_assert_str_eq(row.mode, "untraced");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("key");
	TCase *all = tcase_create("all");
	tcase_add_test(all, equal_where_all_parts_are);
	tcase_add_loop_test(all, another_cell, 0, 3);
	tcase_add_test(all, another_mode_of_the_cell);
	tcase_add_test(all, order);
	tcase_add_test(all, too_long_a_name_is_none);
	tcase_add_test(all, embedded);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
