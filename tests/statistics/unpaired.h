/* What most tools do: means of runs that nothing pairs, and an interval that takes them for
 * independent and normal. */
#ifndef TRACETAX_UNPAIRED_H
#define TRACETAX_UNPAIRED_H

#include "analysis/estimators.h"

struct mean {
	double sum, squares;
	size_t n;
};

void mean_add(struct mean *mean, double x);
double mean_value(const struct mean *mean);
/* The standard deviation of one run. */
double mean_deviation(const struct mean *mean);

/* The ratio of two means with its interval: Welch 1947 for the degrees of freedom, the delta method
 * for the logarithm of a ratio. */
struct estimate unpaired_ratio(const struct mean *a, const struct mean *b, double confidence);

#endif
