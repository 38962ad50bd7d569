#include <check.h>
#include <string.h>

#include "base/comma_list.h"
#include "run.h"

/* The items, each ended by a bar; whether it is "all". */
static const struct {
	const char *text, *items;
	bool all;
} lists[] = {
	{ "", "", false },
	{ ",", "", false },
	{ ",,", "", false },
	{ "a", "a|", false },
	{ "a,b,a", "a|b|a|", false },
	{ "a,,b", "a|b|", false },
	{ ",a", "a|", false },
	{ "a,", "a|", false },
	{ ",a,,", "a|", false },
	{ "all", "all|", true },
	{ ",all,", "all|", true },
	{ "all,a", "all|a|", false },
	{ "allé", "allé|", false },
};

START_TEST(items)
{
	char found[64] = "";
	struct comma_list list = comma_list_of(lists[_i].text);
	for (char *item = NULL; (item = comma_list_next(&list, item));) {
		strcat(found, item);
		strcat(found, "|");
	}
	ck_assert_str_eq(found, lists[_i].items);
	ck_assert_int_eq(comma_list_is_all(&list), lists[_i].all);
	comma_list_free(&list);
}
END_TEST

static Suite *suite(void)
{
	Suite *list = suite_create("comma_list");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, items, 0, (int)(sizeof lists / sizeof *lists));
	suite_add_tcase(list, all);
	return list;
}

int main(void)
{
	return run_suite(suite());
}
