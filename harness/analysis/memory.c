#include <errno.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { TERMS = 4 };
static const double RANK_TOLERANCE = 1e-8, CONFIDENCE = 0.95;

/* Rows of terms divided by the measured time: each row should sum to 1. */
struct design {
	double (*rows)[TERMS];
	double *errors; /* room for the error of each row */
	size_t n;
};

static bool is_usable(const struct memory_point *point)
{
	return isfinite(point->ns) && point->ns > 0 && isfinite(point->bytes) &&
	       isfinite(point->pages) && isfinite(point->pieces);
}

static int design_new(const struct memory_point *points, size_t n, struct design *design)
{
	*design = (struct design){ malloc((n + 1) * sizeof *design->rows),
		malloc((n + 1) * sizeof *design->errors), 0 };
	if (!design->rows || !design->errors)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		const struct memory_point *at = &points[i];
		const double terms[TERMS] = { 1, at->bytes, at->pages, at->pieces };
		if (!is_usable(at))
			continue;
		for (int t = 0; t < TERMS; t++)
			design->rows[design->n][t] = terms[t] / at->ns;
		design->n++;
	}
	return 0;
}

static void design_free(struct design *design)
{
	free(design->rows);
	free(design->errors);
}

/* A least-squares fit of some of the terms, which are bits of `terms`. */
struct fit {
	unsigned terms;
	size_t rank;
	double coefficients[TERMS]; /* 0 for terms that are left out */
	double squares;
};

static size_t count(unsigned terms)
{
	size_t n = 0;
	for (; terms; terms &= terms - 1)
		n++;
	return n;
}

static void fill(const struct design *design, unsigned terms, gsl_matrix *x)
{
	for (size_t i = 0; i < design->n; i++)
		for (size_t t = 0, column = 0; t < TERMS; t++)
			if (terms & 1U << t)
				gsl_matrix_set(x, i, column++, design->rows[i][t]);
}

static void spread(const gsl_vector *c, struct fit *fit)
{
	for (size_t t = 0, column = 0; t < TERMS; t++)
		fit->coefficients[t] = fit->terms & 1U << t ? gsl_vector_get(c, column++) : 0;
}

/* Solves the least squares; there are at least as many rows as terms. */
static int solve(const struct design *design, unsigned terms, struct fit *fit)
{
	size_t n = design->n, p = count(terms);
	gsl_matrix *x = gsl_matrix_alloc(n, p), *covariance = gsl_matrix_alloc(p, p);
	gsl_vector *y = gsl_vector_alloc(n), *c = gsl_vector_alloc(p);
	gsl_multifit_linear_workspace *work = gsl_multifit_linear_alloc(n, p);
	int error = x && covariance && y && c && work ? 0 : -ENOMEM;
	*fit = (struct fit){ .terms = terms };
	if (!error) {
		fill(design, terms, x);
		gsl_vector_set_all(y, 1);
		gsl_multifit_linear(x, y, c, covariance, &fit->squares, work);
		fit->rank = gsl_multifit_linear_rank(RANK_TOLERANCE, work);
		spread(c, fit);
	}
	gsl_multifit_linear_free(work);
	gsl_vector_free(c);
	gsl_vector_free(y);
	gsl_matrix_free(covariance);
	gsl_matrix_free(x);
	return error;
}

/* Finds the terms that the rows can tell apart, earlier ones first; 0 if there are too few rows. */
static int told_apart(const struct design *design, unsigned *terms)
{
	*terms = 0;
	for (unsigned t = 0; t < TERMS; t++) {
		unsigned more = *terms | 1U << t;
		struct fit fit;
		if (count(more) > design->n)
			break; /* the rank is at most the number of rows */
		int error = solve(design, more, &fit);
		if (error)
			return error;
		if (fit.rank == count(more))
			*terms = more;
	}
	if (count(*terms) == design->n)
		*terms = 0;
	return 0;
}

static bool is_negative(const struct fit *fit)
{
	for (int t = 0; t < TERMS; t++)
		if (fit->coefficients[t] < 0)
			return true;
	return false;
}

/* Finds the best fit without a negative coefficient. It sets some of the terms to 0, and is the
 * plain least-squares fit of the others. */
static int best_of(const struct design *design, unsigned terms, struct fit *best)
{
	best->squares = INFINITY;
	for (unsigned some = terms; some; some = (some - 1) & terms) {
		struct fit fit;
		int error = solve(design, some, &fit);
		if (error)
			return error;
		if (!is_negative(&fit) && fit.squares < best->squares)
			*best = fit;
	}
	return 0;
}

static void put_errors(const struct design *design, const struct fit *fit, struct memory_row *model)
{
	for (size_t i = 0; i < design->n; i++) {
		double predicted = 0;
		for (int t = 0; t < TERMS; t++)
			predicted += fit->coefficients[t] * design->rows[i][t];
		design->errors[i] = fabs(predicted - 1);
	}
	gsl_sort(design->errors, 1, design->n);
	model->median_error = gsl_stats_median_from_sorted_data(design->errors, 1, design->n);
	model->largest_error = design->errors[design->n - 1];
}

int memory_fit(const struct memory_point *points, size_t n, struct memory_row *model)
{
	double *const figures[TERMS] = { &model->fixed_ns, &model->byte_ns, &model->page_ns,
		&model->piece_ns };
	struct design design;
	struct fit fit = { 0 };
	unsigned terms = 0;
	int error = design_new(points, n, &design);
	if (!error)
		error = told_apart(&design, &terms);
	if (!error && terms)
		error = best_of(&design, terms, &fit);
	for (unsigned t = 0; t < TERMS; t++)
		*figures[t] = terms & 1U << t ? fit.coefficients[t] : (double)NAN;
	model->median_error = model->largest_error = (double)NAN;
	if (!error && terms)
		put_errors(&design, &fit, model);
	design_free(&design);
	return error;
}

static bool is_of(const struct group *group, const struct memory_pair *pair)
{
	return strcmp(group->workload, pair->workload) == 0 &&
	       strcmp(group->placement, pair->placement) == 0 &&
	       strcmp(group->mode, pair->from) == 0;
}

static int by_size(const void *a, const void *b)
{
	double x = ((const struct size_ratio *)a)->size, y = ((const struct size_ratio *)b)->size;
	return (x > y) - (x < y);
}

int memory_ratios(
	const struct dataset *dataset, const struct memory_pair *pair, struct size_ratio *ratios)
{
	int n = 0;
	for (size_t i = 0; i < dataset->n_groups && n < MEMORY_SIZES_MAX; i++) {
		const struct group *from = &dataset->groups[i];
		if (!is_of(from, pair))
			continue;
		const struct group *to =
			dataset_group(dataset, key_with_mode(&from->key, pair->to));
		ratios[n].size = (double)from->size;
		int error = to ? summary_ratio(from, to, CONFIDENCE, &ratios[n].ratio) : 0;
		if (error)
			return error;
		n += to && !isnan(ratios[n].ratio.value);
	}
	qsort(ratios, (size_t)n, sizeof *ratios, by_size);
	return n;
}

struct estimate memory_crossover(const struct dataset *dataset, const struct memory_pair *pair)
{
	struct size_ratio ratios[MEMORY_SIZES_MAX];
	int n = memory_ratios(dataset, pair, ratios);
	return crossover_of(ratios, n > 0 ? (size_t)n : 0);
}

static const struct estimate *ratio_at(
	const struct memory_contest *contest, size_t i, size_t a, size_t b)
{
	return &contest->ratios[(i * contest->n_methods + a) * contest->n_methods + b];
}

static bool has_interval(const struct estimate *ratio)
{
	return !isnan(ratio->lo) && !isnan(ratio->hi);
}

/* Tells whether a method was measured in enough blocks: one with too few must not keep the others
 * from being compared. */
static bool was_measured(const struct memory_contest *contest, size_t i, size_t method)
{
	return has_interval(ratio_at(contest, i, method, method));
}

/* Tells whether all pairs that were measured at this size have an interval, and there is a pair. */
static bool is_decided(const struct memory_contest *contest, size_t i)
{
	bool any = false;
	for (size_t a = 0; a < contest->n_methods; a++) {
		any |= was_measured(contest, i, a);
		for (size_t b = 0; b < contest->n_methods; b++)
			if (was_measured(contest, i, a) && was_measured(contest, i, b) &&
				!has_interval(ratio_at(contest, i, a, b)))
				return false;
	}
	return any;
}

/* Tells whether a method was measured and no other is certainly faster. */
static bool is_unbeaten(const struct memory_contest *contest, size_t i, size_t method)
{
	for (size_t other = 0; other < contest->n_methods; other++)
		if (ratio_at(contest, i, method, other)->lo > 1)
			return false;
	return was_measured(contest, i, method);
}

/* Returns the first size at which the method may no longer be kept. */
static size_t kept_to(const struct memory_contest *contest, size_t i, size_t method)
{
	while (i < contest->n_sizes && (!is_decided(contest, i) || is_unbeaten(contest, i, method)))
		i++;
	return i;
}

/* Tells whether a takes less time than b over these sizes, by the mean logarithm of the ratios. */
static bool is_faster(
	const struct memory_contest *contest, size_t a, size_t b, size_t first, size_t end)
{
	double sum = 0;
	for (size_t i = first; i < end; i++)
		if (is_decided(contest, i))
			sum += log(ratio_at(contest, i, a, b)->value);
	return sum < 0;
}

/* Returns the method to use from this size on; n_methods if each is certainly slower than another,
 * which only noise can do. */
static size_t choose(const struct memory_contest *contest, size_t i)
{
	size_t best = contest->n_methods, best_end = i;
	for (size_t m = 0; m < contest->n_methods; m++) {
		size_t end = is_unbeaten(contest, i, m) ? kept_to(contest, i, m) : i;
		if (end > best_end ||
			(end > i && end == best_end && is_faster(contest, m, best, i, end))) {
			best = m;
			best_end = end;
		}
	}
	return best;
}

/* Returns the crossover from the method of `before` to `to`, which begins at the size with index
 * i. */
static struct estimate border(const struct memory_contest *contest,
	const struct memory_segment *before, size_t to, size_t i)
{
	struct size_ratio ratios[MEMORY_SIZES_MAX];
	size_t n = 0;
	for (size_t s = 0; s <= i && n < MEMORY_SIZES_MAX; s++) {
		const struct estimate *ratio = ratio_at(contest, s, before->method, to);
		if (contest->sizes[s] >= before->first && !isnan(ratio->value))
			ratios[n++] = (struct size_ratio){ contest->sizes[s], *ratio };
	}
	return crossover_of(ratios, n);
}

size_t memory_segments(const struct memory_contest *contest, struct memory_segment *segments)
{
	size_t n = 0;
	for (size_t i = 0; i < contest->n_sizes; i++) {
		if (!is_decided(contest, i))
			continue;
		struct memory_segment *last = n ? &segments[n - 1] : NULL;
		size_t method = last && is_unbeaten(contest, i, last->method) ? last->method
									      : choose(contest, i);
		if (method == contest->n_methods)
			continue;
		if (!last || method != last->method) {
			struct estimate from = { (double)NAN, (double)NAN, (double)NAN };
			if (last)
				from = border(contest, last, method, i);
			segments[n++] = (struct memory_segment){ method, contest->sizes[i],
				contest->sizes[i], from };
		}
		segments[n - 1].last = contest->sizes[i];
	}
	return n;
}
