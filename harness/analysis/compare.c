#include <errno.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "compare.h"

const char COMPARE_NO_VERDICT[] = "single boot, no verdict";

static const struct estimate NONE = { (double)NAN, (double)NAN, (double)NAN };

struct estimate compare_ratio(struct estimate a, struct estimate b)
{
	if (!(a.value > 0 && b.value > 0))
		return NONE;
	double from = log(a.value), to = log(b.value);
	struct estimate log_ratio = { to - from, (double)NAN, (double)NAN };
	if (a.lo > 0 && b.lo > 0 && isfinite(a.hi) && isfinite(b.hi)) {
		log_ratio.lo = to - from - hypot(to - log(b.lo), log(a.hi) - from);
		log_ratio.hi = to - from + hypot(log(b.hi) - to, from - log(a.lo));
	}
	return estimate_exp(log_ratio);
}

static void swap(double *log, size_t *boot, size_t i, size_t j)
{
	double x = log[i];
	size_t b = boot[i];
	log[i] = log[j];
	boot[i] = boot[j];
	log[j] = x;
	boot[j] = b;
}

size_t compare_boot_medians(double *log, size_t *boot, size_t n)
{
	size_t boots = 0;
	for (size_t from = 0, to; from < n; from = to) {
		size_t of = boot[from];
		to = from + 1;
		for (size_t i = to; i < n; i++)
			if (boot[i] == of)
				swap(log, boot, to++, i);
		double median = gsl_stats_median(log + from, 1, to - from);
		log[boots] = median;
		boot[boots++] = of;
	}
	return boots;
}

double compare_typical(struct boots boots)
{
	return boots.n ? exp(gsl_stats_mean(boots.log, 1, boots.n)) : (double)NAN;
}

static double squared_error(struct boots boots)
{
	return gsl_stats_variance(boots.log, 1, boots.n) / (double)boots.n;
}

static double freedom(struct boots a, struct boots b)
{
	double x = squared_error(a), y = squared_error(b);
	double below = x * x / (double)(a.n - 1) + y * y / (double)(b.n - 1);
	/* boots that agree to the last digit leave no spread to divide by */
	return below > 0 ? (x + y) * (x + y) / below : (double)(a.n + b.n - 2);
}

struct estimate compare_boots(struct boots a, struct boots b, double confidence, double *p)
{
	*p = (double)NAN;
	if (a.n < COMPARE_BOOTS_MIN || b.n < COMPARE_BOOTS_MIN)
		return NONE;
	double log_ratio = gsl_stats_mean(b.log, 1, b.n) - gsl_stats_mean(a.log, 1, a.n);
	double error = sqrt(squared_error(a) + squared_error(b)), degrees = freedom(a, b);
	double half = gsl_cdf_tdist_Pinv((1 + confidence) / 2, degrees) * error;
	if (error > 0)
		*p = 2 * gsl_cdf_tdist_Q(fabs(log_ratio) / error, degrees);
	else
		*p = log_ratio == 0 ? 1 : 0;
	return estimate_exp((struct estimate){ log_ratio, log_ratio - half, log_ratio + half });
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int compare_discoveries(const double *p, size_t n, double rate, bool *marked)
{
	double *sorted = malloc((n + 1) * sizeof *sorted), limit = -1;
	size_t tests = 0;
	if (!sorted)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		if (!isnan(p[i]))
			sorted[tests++] = p[i];
	qsort(sorted, tests, sizeof *sorted, ascending);
	for (size_t i = 0; i < tests; i++)
		if (sorted[i] <= rate * (double)(i + 1) / (double)tests)
			limit = sorted[i];
	for (size_t i = 0; i < n; i++)
		marked[i] = p[i] <= limit;
	free(sorted);
	return 0;
}

bool compare_flags_differ(size_t flagged_a, size_t n_a, size_t flagged_b, size_t n_b)
{
	if (n_a == 0 || n_b == 0)
		return false;
	double apart = (double)flagged_a / (double)n_a - (double)flagged_b / (double)n_b;
	return fabs(apart) >= 0.1;
}

bool compare_is_off(struct estimate ratio)
{
	return ratio.lo > 1 || ratio.hi < 1;
}
