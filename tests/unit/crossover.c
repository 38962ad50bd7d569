#include <math.h>

#include "analysis/crossover.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

/* At each size the ratio, half and twice of it; where it crosses 1; 0: nowhere. */
static const struct {
	struct {
		double size, ratio;
	} at[4];
	double value, lo, hi;
} crossings[] = {
	/* a line: sqrt(size / 100) */
	{ { { 10, 0.316227766016838 }, { 10000, 10 } }, 100, 10, 10000 },
	/* at a size measured, where nothing is sure yet: size / 100 */
	{ { { 10, 0.1 }, { 100, 1 }, { 1000, 10 } }, 100, 10, 1000 },
	{ { { 10, 0.1 }, { 100, 1 } }, 100, 10, 0 },
	{ { { 10, 0.25 }, { 100, 0.125 } }, 0, 0, 0 },
	{ { { 10, 4 }, { 100, 8 } }, 0, 0, 0 },
	/* size squared / 256 between 8 and 32 */
	{ { { 1, 8 }, { 2, 0.25 }, { 8, 0.25 }, { 32, 4 } }, 16, 8, 32 },
	/* several: the last upward one */
	{ { { 1, 0.25 }, { 4, 4 }, { 16, 0.25 }, { 64, 4 } }, 32, 16, 64 },
	/* up and down again: it does not stay above */
	{ { { 1, 0.25 }, { 4, 4 }, { 16, 0.25 } }, 0, 0, 0 },
	/* nothing is sure at either size */
	{ { { 1, 0.8 }, { 4, 1.25 } }, 2, 0, 0 },
};

static void ck_crossing(double crossing, double expected)
{
	if (expected == 0)
		ck_assert_double_nan(crossing);
	else
		ck_assert_double_eq_tol(crossing, expected, 1e-9 * expected);
}

START_TEST(crosses)
{
	struct size_ratio ratios[4];
	size_t n = 0;
	for (; n < 4 && crossings[_i].at[n].size > 0; n++) {
		double ratio = crossings[_i].at[n].ratio;
		ratios[n] = (struct size_ratio){ crossings[_i].at[n].size,
			{ ratio, ratio / 2, ratio * 2 } };
	}
	struct estimate found = crossover_of(ratios, n);
	ck_crossing(found.value, crossings[_i].value);
	ck_crossing(found.lo, crossings[_i].lo);
	ck_crossing(found.hi, crossings[_i].hi);
}
END_TEST

START_TEST(without_intervals)
{
	const double nothing = (double)NAN;
	const struct size_ratio ratios[] = { { 1, { 0.5, nothing, nothing } },
		{ 4, { 2, nothing, nothing } } };
	struct estimate found = crossover_of(ratios, 2);
	ck_assert_double_eq_tol(found.value, 2, 1e-9);
	ck_assert_double_nan(found.lo);
	ck_assert_double_nan(found.hi);
}
END_TEST

START_TEST(too_few)
{
	const struct size_ratio ratios[] = { { 1, { 0.5, 0.4, 0.6 } } };
	ck_assert_double_nan(crossover_of(ratios, 1).value);
	ck_assert_double_nan(crossover_of(ratios, 0).value);
}
END_TEST

static Suite *suite(void)
{
	Suite *crossover_suite = suite_create("crossover");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, crosses, 0, LENGTH(crossings));
	tcase_add_test(all, without_intervals);
	tcase_add_test(all, too_few);
	suite_add_tcase(crossover_suite, all);
	return crossover_suite;
}

int main(void)
{
	return run_suite(suite());
}
