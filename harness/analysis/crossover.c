#include <math.h>

#include "crossover.h"

/* Returns the index of the size from which the median stays above 1, if the next smaller one is
 * below; else 0. */
static size_t crossing(const struct size_ratio *ratios, size_t n)
{
	for (size_t i = n; i-- > 1;) {
		if (isnan(ratios[i - 1].ratio.value) || !(ratios[i].ratio.value >= 1))
			return 0;
		if (ratios[i - 1].ratio.value < 1)
			return i;
	}
	return 0;
}

struct estimate crossover_of(const struct size_ratio *ratios, size_t n)
{
	struct estimate e = { (double)NAN, (double)NAN, (double)NAN };
	size_t at = crossing(ratios, n);
	if (at == 0)
		return e;
	double below = log(ratios[at - 1].ratio.value), above = log(ratios[at].ratio.value);
	e.value = exp(log(ratios[at - 1].size) +
		      log(ratios[at].size / ratios[at - 1].size) * -below / (above - below));
	for (size_t i = at; i-- > 0 && isnan(e.lo);)
		if (ratios[i].ratio.hi < 1)
			e.lo = ratios[i].size;
	for (size_t i = at; i < n && isnan(e.hi); i++)
		if (ratios[i].ratio.lo > 1)
			e.hi = ratios[i].size;
	return e;
}
