#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <limits.h>
#include <math.h>

#include "estimators.h"

/* The chance that the median lies in x_(k)..x_(n+1-k). */
static double coverage(size_t k, size_t n)
{
	return 1 - 2 * gsl_cdf_binomial_P((unsigned)(k - 1), 0.5, (unsigned)n);
}

size_t estimate_sign_rank(size_t n, double confidence)
{
	if (n > UINT_MAX) /* as far as GSL counts */
		return 0;
	size_t k = n / 2;
	while (k > 0 && !(coverage(k, n) >= confidence))
		k--;
	return k;
}

struct estimate estimate_median(double *x, size_t n, double confidence)
{
	struct estimate e = { (double)NAN, (double)NAN, (double)NAN };
	if (n == 0)
		return e;
	gsl_sort(x, 1, n);
	e.value = gsl_stats_median_from_sorted_data(x, 1, n);
	size_t k = estimate_sign_rank(n, confidence);
	if (k > 0) {
		e.lo = x[k - 1];
		e.hi = x[n - k];
	}
	return e;
}

struct estimate estimate_exp(struct estimate log)
{
	return (struct estimate){ exp(log.value), exp(log.lo), exp(log.hi) };
}

double estimate_smallest_detectable(const double *x, size_t n)
{
	if (n < 2)
		return (double)NAN;
	return 4.06 * gsl_stats_sd(x, 1, n) / sqrt((double)n);
}

const char *estimate_verdict(struct estimate ratio, double margin)
{
	if (isnan(ratio.lo) || isnan(ratio.hi))
		return "";
	/* first: a difference can be certain and yet too small to matter */
	if (ratio.lo >= 1 - margin && ratio.hi <= 1 + margin)
		return "equivalent";
	if (ratio.lo > 1)
		return "slower";
	if (ratio.hi < 1)
		return "faster";
	return "inconclusive";
}
