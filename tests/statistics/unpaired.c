#include <gsl/gsl_cdf.h>
#include <math.h>

#include "unpaired.h"

void mean_add(struct mean *mean, double x)
{
	mean->sum += x;
	mean->squares += x * x;
	mean->n++;
}

double mean_value(const struct mean *mean)
{
	return mean->sum / (double)mean->n;
}

double mean_deviation(const struct mean *mean)
{
	double n = (double)mean->n, value = mean_value(mean);
	return sqrt(fmax(0, mean->squares - n * value * value) / (n - 1));
}

/* Returns the variance of the mean, relative to its square. */
static double relative_variance(const struct mean *mean)
{
	double relative = mean_deviation(mean) / mean_value(mean);
	return relative * relative / (double)mean->n;
}

struct estimate unpaired_ratio(const struct mean *a, const struct mean *b, double confidence)
{
	double va = relative_variance(a), vb = relative_variance(b), all = va + vb;
	double degrees = all * all / (va * va / ((double)a->n - 1) + vb * vb / ((double)b->n - 1));
	double half = gsl_cdf_tdist_Pinv((1 + confidence) / 2, degrees) * sqrt(all);
	double log_ratio = log(mean_value(a) / mean_value(b));
	return estimate_exp((struct estimate){ log_ratio, log_ratio - half, log_ratio + half });
}
