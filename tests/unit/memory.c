#include <check.h>
#include <math.h>
#include <stdio.h>

#include "analysis/memory.h"
#include "run.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))
static const double NOTHING = (double)NAN;
static const double CLOSE = 1e-6; /* relative */

enum { KINDS = 4, POINTS_MAX = 64 };

/* One piece of so many bytes at the beginning of a page. */
static struct memory_point block(double bytes)
{
	return (struct memory_point){ bytes, ceil(bytes / 4096), 1, 0 };
}

/* So many pieces, each in pages of its own. */
static struct memory_point pieces(double n, double bytes)
{
	return (struct memory_point){ n * bytes, n * ceil(bytes / 4096), n, 0 };
}

/* Blocks of one piece, and if all is true many words and many pages. */
static size_t make_points(struct memory_point *points, bool all)
{
	static const double sizes[] = { 8, 64, 512, 4096, 65536, 1 << 20, 16 << 20 };
	static const double numbers[] = { 1, 8, 64, 1024 };
	size_t n = 0;
	for (int i = 0; i < LENGTH(sizes); i++)
		points[n++] = block(sizes[i]);
	for (int i = 0; all && i < LENGTH(numbers); i++) {
		points[n++] = pieces(numbers[i], 8);
		points[n++] = pieces(numbers[i], 4096);
	}
	return n;
}

static void set_times(struct memory_point *points, size_t n, const double *terms)
{
	for (size_t i = 0; i < n; i++)
		points[i].ns = terms[0] + terms[1] * points[i].bytes + terms[2] * points[i].pages +
			       terms[3] * points[i].pieces;
}

static void ck_near(double found, double expected)
{
	ck_assert_double_eq_tol(found, expected, CLOSE * fmax(fabs(expected), CLOSE));
}

static void ck_nothing(const struct memory_row *model)
{
	ck_assert_double_nan(model->fixed_ns);
	ck_assert_double_nan(model->byte_ns);
	ck_assert_double_nan(model->page_ns);
	ck_assert_double_nan(model->piece_ns);
	ck_assert_double_nan(model->median_error);
	ck_assert_double_nan(model->largest_error);
}

static const double costs[][KINDS] = {
	{ 900, 0.05, 120, 35 },
	{ 0.5, 0.01, 0.25, 0.125 },
	{ 30, 25, 0, 0 }, /* word by word */
	{ 0, 0, 80, 0 },
	{ 0, 0.1, 0, 400 },
	{ 1e6, 1e-3, 1, 1e3 },
};

START_TEST(coefficients_that_are_known)
{
	struct memory_point points[POINTS_MAX];
	struct memory_row model;
	size_t n = make_points(points, true);
	set_times(points, n, costs[_i]);
	ck_assert_int_eq(memory_fit(points, n, &model), 0);
	ck_near(model.fixed_ns, costs[_i][0]);
	ck_near(model.byte_ns, costs[_i][1]);
	ck_near(model.page_ns, costs[_i][2]);
	ck_near(model.piece_ns, costs[_i][3]);
	ck_assert_double_le(model.median_error, model.largest_error);
	ck_assert_double_lt(model.largest_error, CLOSE);
}
END_TEST

/* Each time off by 1 %, up and down: so is the model, by little more. */
START_TEST(times_with_noise)
{
	const double noise = 0.01;
	struct memory_point points[POINTS_MAX];
	struct memory_row model;
	size_t n = make_points(points, true);
	set_times(points, n, costs[0]);
	for (size_t i = 0; i < n; i++)
		points[i].ns *= i % 2 ? 1 + noise : 1 - noise;
	ck_assert_int_eq(memory_fit(points, n, &model), 0);
	ck_assert_double_eq_tol(model.fixed_ns, costs[0][0], 0.05 * costs[0][0]);
	ck_assert_double_eq_tol(model.byte_ns, costs[0][1], 0.5 * costs[0][1]);
	ck_assert_double_eq_tol(model.page_ns, costs[0][2], 0.5 * costs[0][2]);
	ck_assert_double_eq_tol(model.piece_ns, costs[0][3], 0.5 * costs[0][3]);
	ck_assert_double_gt(model.median_error, noise / 4);
	ck_assert_double_lt(model.largest_error, 3 * noise);
}
END_TEST

/* The largest time is a million times the least: both count alike. */
START_TEST(errors_are_relative)
{
	struct memory_point points[POINTS_MAX];
	struct memory_row model;
	const double terms[KINDS] = { 100, 1, 0, 0 };
	size_t n = make_points(points, false);
	set_times(points, n, terms);
	points[n - 1].ns *= 1.1;
	ck_assert_int_eq(memory_fit(points, n, &model), 0);
	ck_assert_double_lt(model.byte_ns + model.page_ns / 4096, 1.05);
	ck_assert_double_lt(model.median_error, 0.02);
	ck_assert_double_gt(model.largest_error, 0.05);
}
END_TEST

/* The same operation took 1, 1 and 2 ns: a constant, found by hand. */
START_TEST(errors_by_hand)
{
	const struct memory_point points[] = { { 1, 1, 1, 1 }, { 1, 1, 1, 1 }, { 1, 1, 1, 2 } };
	struct memory_row model;
	ck_assert_int_eq(memory_fit(points, 3, &model), 0);
	/* c (1 + 1 + 1/4) = 1 + 1 + 1/2 */
	ck_near(model.fixed_ns, 10 / 9.0);
	ck_near(model.median_error, 1 / 9.0);
	ck_near(model.largest_error, 4 / 9.0);
	ck_assert_double_nan(model.byte_ns);
	ck_assert_double_nan(model.page_ns);
	ck_assert_double_nan(model.piece_ns);
}
END_TEST

/* A cost that falls with the size would take a term below 0: it is 0, and the others make do. */
START_TEST(never_below_zero)
{
	struct memory_point points[POINTS_MAX];
	struct memory_row model;
	const double terms[KINDS] = { 1000, 0.05, 0, -0.5 };
	size_t n = make_points(points, true);
	set_times(points, n, terms);
	ck_assert_int_eq(memory_fit(points, n, &model), 0);
	ck_assert_double_eq(model.piece_ns, 0);
	ck_assert_double_ge(model.fixed_ns, 0);
	ck_assert_double_ge(model.byte_ns, 0);
	ck_assert_double_ge(model.page_ns, 0);
	ck_assert_double_eq_tol(model.fixed_ns, 1000, 100);
	ck_assert_double_gt(model.largest_error, 1e-3);
}
END_TEST

/* One piece everywhere: what it costs is in the fixed time. */
START_TEST(one_piece_is_no_term)
{
	struct memory_point points[POINTS_MAX];
	struct memory_row model;
	size_t n = make_points(points, false);
	set_times(points, n, costs[0]);
	ck_assert_int_eq(memory_fit(points, n, &model), 0);
	ck_near(model.fixed_ns, costs[0][0] + costs[0][3]);
	ck_near(model.byte_ns, costs[0][1]);
	ck_near(model.page_ns, costs[0][2]);
	ck_assert_double_nan(model.piece_ns);
}
END_TEST

/* Whole pages: a page is 4096 of its bytes. */
START_TEST(whole_pages_are_bytes)
{
	struct memory_point points[] = { block(4096), block(8192), block(65536), block(1 << 20) };
	struct memory_row model;
	set_times(points, LENGTH(points), costs[0]);
	ck_assert_int_eq(memory_fit(points, LENGTH(points), &model), 0);
	ck_near(model.fixed_ns, costs[0][0] + costs[0][3]);
	ck_near(model.byte_ns, costs[0][1] + costs[0][2] / 4096);
	ck_assert_double_nan(model.page_ns);
	ck_assert_double_nan(model.piece_ns);
}
END_TEST

/* Three terms go through any three points. */
START_TEST(too_few_points)
{
	struct memory_point points[] = { block(8), block(4096), block(65536), block(1 << 20) };
	struct memory_row model;
	set_times(points, LENGTH(points), costs[0]);
	for (size_t n = 0; n <= 3; n++) {
		ck_assert_int_eq(memory_fit(points, n, &model), 0);
		ck_nothing(&model);
	}
	ck_assert_int_eq(memory_fit(points, 4, &model), 0);
	ck_near(model.page_ns, costs[0][2]);
}
END_TEST

/* Times that are none do not count. */
START_TEST(points_without_a_time)
{
	const double bad[] = { NOTHING, 0, -1, INFINITY };
	for (int i = 0; i < LENGTH(bad); i++) {
		struct memory_point points[POINTS_MAX];
		struct memory_row model;
		size_t n = make_points(points, true);
		set_times(points, n, costs[0]);
		points[n] = block(128);
		points[n].ns = bad[i];
		ck_assert_int_eq(memory_fit(points, n + 1, &model), 0);
		ck_near(model.fixed_ns, costs[0][0]);
		ck_assert_double_lt(model.largest_error, CLOSE);
		for (size_t p = 0; p < n; p++)
			points[p].ns = bad[i];
		ck_assert_int_eq(memory_fit(points, n, &model), 0);
		ck_nothing(&model);
	}
}
END_TEST

/* The name of the model stays. */
START_TEST(only_the_figures_are_set)
{
	struct memory_row model;
	row_clear(&memory_table, &model);
	snprintf(model.mode, sizeof model.mode, "a-mode");
	snprintf(model.direction, sizeof model.direction, "read");
	ck_assert_int_eq(memory_fit(NULL, 0, &model), 0);
	ck_assert_str_eq(model.mode, "a-mode");
	ck_assert_str_eq(model.direction, "read");
	ck_nothing(&model);
}
END_TEST

/* Times of up to three methods at sizes 1, 10, 100...; 0: not measured there; negative: in too few
 * blocks. Every ratio is known
 * to `width`: a factor on either side. */
enum { METHODS = 3, SIZES_MAX = 6 };
static const struct contested {
	double times[METHODS][SIZES_MAX], width;
	size_t n_methods;
	struct {
		size_t method;
		double first, last, value, lo, hi; /* 0: NaN */
	} expected[SIZES_MAX];
} contests[] = {
	/* one only */
	{ { { 5, 5, 5, 5 } }, 1.01, 1, { { 0, 1, 1000, 0, 0, 0 } } },
	/* one that is always faster */
	{ { { 5, 6, 7 }, { 2, 3, 4 } }, 1.01, 2, { { 1, 1, 100, 0, 0, 0 } } },
	/* they cross half way between 10 and 100 */
	{ { { 1, 2, 8, 64 }, { 4, 4, 4, 4 } }, 1.01, 2,
		{ { 0, 1, 10, 0, 0, 0 }, { 1, 100, 1000, 31.6227766, 10, 100 } } },
	/* the same with wider intervals: the former is kept while nothing is sure */
	{ { { 1, 2, 8, 64 }, { 4, 4, 4, 4 } }, 3, 2,
		{ { 0, 1, 100, 0, 0, 0 }, { 1, 1000, 1000, 31.6227766, 1, 1000 } } },
	/* twice: there and back */
	{ { { 1, 4, 16, 4, 1 }, { 4, 4, 4, 4, 4 } }, 1.01, 2,
		{ { 0, 1, 10, 0, 0, 0 }, { 1, 100, 1000, 10, 1, 100 },
			{ 0, 10000, 10000, 1000, 100, 10000 } } },
	/* both within the noise: one of them, the faster on the whole */
	{ { { 10, 10, 10 }, { 9.9, 10.3, 10.3 } }, 1.1, 2, { { 0, 1, 100, 0, 0, 0 } } },
	/* a tie at first goes to the one that can be kept */
	{ { { 10, 20, 20 }, { 10.1, 10, 10 } }, 1.05, 2, { { 1, 1, 100, 0, 0, 0 } } },
	/* a third one that is second everywhere has no turn */
	{ { { 1, 2, 8, 64 }, { 4, 4, 4, 4 }, { 2, 3, 5, 5 } }, 1.01, 3,
		{ { 0, 1, 10, 0, 0, 0 }, { 1, 100, 1000, 31.6227766, 10, 100 } } },
	/* three turns */
	{ { { 1, 4, 16, 64 }, { 4, 2, 4, 8 }, { 64, 16, 8, 4 } }, 1.01, 3,
		{ { 0, 1, 1, 0, 0, 0 }, { 1, 10, 100, 4.64158883, 1, 10 },
			{ 2, 1000, 1000, 316.227766, 100, 1000 } } },
	/* the last one was not measured at 10, so that where it overtook is not known */
	{ { { 1, 64, 64 }, { 2, 4, 64 }, { 4, 0, 4 } }, 1.01, 3,
		{ { 0, 1, 1, 0, 0, 0 }, { 1, 10, 10, 1.58489319, 1, 10 },
			{ 2, 100, 100, 0, 0, 0 } } },
	/* too few blocks of a third one keep the others from nothing */
	{ { { 1, 2, 8, 64 }, { 4, 4, 4, 4 }, { 9, -1, -1, 9 } }, 1.01, 3,
		{ { 0, 1, 10, 0, 0, 0 }, { 1, 100, 1000, 31.6227766, 10, 100 } } },
	/* the faster one was not measured beyond 10: no crossover, no interval */
	{ { { 1, 1 }, { 4, 4, 4, 4 } }, 1.01, 2,
		{ { 0, 1, 10, 0, 0, 0 }, { 1, 100, 1000, 0, 0, 0 } } },
};

static struct estimate ratio_of(double a, double b, double width)
{
	if (a == 0 || b == 0)
		return (struct estimate){ NOTHING, NOTHING, NOTHING };
	double ratio = fabs(a / b);
	if (a < 0 || b < 0)
		return (struct estimate){ ratio, NOTHING, NOTHING };
	return (struct estimate){ ratio, ratio / width, ratio * width };
}

/* `undecided`: bits of the sizes at which there are values but no intervals. */
static size_t segments_of(
	const struct contested *c, unsigned undecided, struct memory_segment *segments)
{
	static const double sizes[SIZES_MAX] = { 1, 10, 100, 1e3, 1e4, 1e5 };
	struct estimate ratios[SIZES_MAX * METHODS * METHODS];
	size_t n = c->n_methods;
	for (size_t at = 0; at < SIZES_MAX * n * n; at++) {
		size_t i = at / (n * n), a = at / n % n, b = at % n;
		ratios[at] = ratio_of(c->times[a][i], c->times[b][i], a == b ? 1 : c->width);
		if (undecided & 1U << i)
			ratios[at].lo = ratios[at].hi = NOTHING;
	}
	const struct memory_contest contest = { sizes, SIZES_MAX, n, ratios };
	return memory_segments(&contest, segments);
}

static void ck_size(double found, double expected)
{
	if (expected == 0)
		ck_assert_double_nan(found);
	else
		ck_assert_double_eq_tol(found, expected, CLOSE * expected);
}

START_TEST(which_to_use)
{
	struct memory_segment segments[SIZES_MAX];
	const struct contested *c = &contests[_i];
	size_t n = segments_of(c, 0, segments);
	for (size_t i = 0; i < n; i++) {
		ck_assert_uint_eq(segments[i].method, c->expected[i].method);
		ck_assert_double_eq(segments[i].first, c->expected[i].first);
		ck_assert_double_eq(segments[i].last, c->expected[i].last);
		ck_size(segments[i].from.value, c->expected[i].value);
		ck_size(segments[i].from.lo, c->expected[i].lo);
		ck_size(segments[i].from.hi, c->expected[i].hi);
	}
	ck_assert(n == SIZES_MAX || c->expected[n].first == 0);
}
END_TEST

START_TEST(sizes_without_intervals)
{
	const struct contested crossing = { { { 1, 2, 8, 64 }, { 4, 4, 4, 4 } }, 1.01, 2,
		{ { 0 } } };
	struct memory_segment segments[SIZES_MAX];
	ck_assert_uint_eq(segments_of(&crossing, 1U << 1 | 1U << 3, segments), 2);
	ck_assert_double_eq(segments[0].last, 1);
	ck_assert_double_eq(segments[1].first, 100);
	ck_assert_double_eq(segments[1].last, 100);
	ck_size(segments[1].from.value, 31.6227766);
	ck_assert_double_eq(segments[1].from.lo, 1);
	ck_assert_double_eq(segments[1].from.hi, 100);
	ck_assert_uint_eq(segments_of(&crossing, (1U << SIZES_MAX) - 1, segments), 0);
}
END_TEST

START_TEST(nothing_measured)
{
	const struct contested nothing = { .width = 1.01, .n_methods = 2 };
	struct memory_segment segments[SIZES_MAX];
	ck_assert_uint_eq(segments_of(&nothing, 0, segments), 0);
	const struct contested none = { .width = 1.01 };
	ck_assert_uint_eq(segments_of(&none, 0, segments), 0);
}
END_TEST

enum { BLOCKS = 6 };

/* Six runs of one mode in a cell, each of which took so long. */
static void add_runs(struct dataset *dataset, const char *workload, int64_t size,
	const char *placement, const char *mode, int64_t ns)
{
	for (int64_t block = 1; block <= BLOCKS; block++) {
		struct run_row row;
		row_clear(&runs_table, &row);
		snprintf(row.workload, sizeof row.workload, "%s", workload);
		snprintf(row.placement, sizeof row.placement, "%s", placement);
		snprintf(row.mode, sizeof row.mode, "%s", mode);
		snprintf(row.role, sizeof row.role, "treatment");
		snprintf(row.status, sizeof row.status, "ok");
		row.size = size;
		row.block = block;
		row.position = 1;
		row.ops = row.calls = 1;
		row.wall_ns = ns;
		ck_assert_int_eq(dataset_add(dataset, &row), 0);
	}
}

/* By size, whatever the order of the runs; of these cells alone. */
START_TEST(ratios_of_a_pair)
{
	const struct memory_pair pair = { "w", "p", "a", "b" };
	struct size_ratio ratios[MEMORY_SIZES_MAX];
	struct dataset dataset = { 0 };
	ck_assert_int_eq(memory_ratios(&dataset, &pair, ratios), 0);
	add_runs(&dataset, "w", 4096, "p", "a", 300);
	add_runs(&dataset, "w", 4096, "p", "b", 100);
	add_runs(&dataset, "w", 8, "p", "b", 100);
	add_runs(&dataset, "w", 8, "p", "a", 50);
	add_runs(&dataset, "w", 64, "p", "a", 70);
	add_runs(&dataset, "w", 64, "q", "b", 70);
	add_runs(&dataset, "v", 512, "p", "a", 70);
	add_runs(&dataset, "v", 512, "p", "b", 70);
	dataset_sort(&dataset);
	ck_assert_int_eq(memory_ratios(&dataset, &pair, ratios), 2);
	ck_assert_double_eq(ratios[0].size, 8);
	ck_assert_double_eq_tol(ratios[0].ratio.value, 0.5, CLOSE);
	ck_assert_double_eq_tol(ratios[0].ratio.lo, 0.5, CLOSE);
	ck_assert_double_eq(ratios[1].size, 4096);
	ck_assert_double_eq_tol(ratios[1].ratio.value, 3, CLOSE);
	dataset_free(&dataset);
}
END_TEST

/* No more than there is room for. */
START_TEST(ratios_of_many_sizes)
{
	const struct memory_pair pair = { "w", "p", "a", "a" };
	struct size_ratio ratios[MEMORY_SIZES_MAX];
	struct dataset dataset = { 0 };
	for (int64_t size = 1; size <= MEMORY_SIZES_MAX + 3; size++)
		add_runs(&dataset, "w", size, "p", "a", 100);
	dataset_sort(&dataset);
	ck_assert_int_eq(memory_ratios(&dataset, &pair, ratios), MEMORY_SIZES_MAX);
	ck_assert_double_eq(ratios[0].ratio.value, 1);
	dataset_free(&dataset);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("memory");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, coefficients_that_are_known, 0, LENGTH(costs));
	tcase_add_test(all, times_with_noise);
	tcase_add_test(all, errors_are_relative);
	tcase_add_test(all, errors_by_hand);
	tcase_add_test(all, never_below_zero);
	tcase_add_test(all, one_piece_is_no_term);
	tcase_add_test(all, whole_pages_are_bytes);
	tcase_add_test(all, too_few_points);
	tcase_add_test(all, points_without_a_time);
	tcase_add_test(all, only_the_figures_are_set);
	tcase_add_loop_test(all, which_to_use, 0, LENGTH(contests));
	tcase_add_test(all, sizes_without_intervals);
	tcase_add_test(all, nothing_measured);
	tcase_add_test(all, ratios_of_a_pair);
	tcase_add_test(all, ratios_of_many_sizes);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
