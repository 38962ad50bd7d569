#include <math.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "history.h"

void history_add(struct history *history, double value)
{
	history->values[history->n++ % HISTORY_MAX] = value;
}

double history_median(const struct history *history)
{
	double values[HISTORY_MAX];
	size_t n = history->n < HISTORY_MAX ? history->n : HISTORY_MAX;
	if (n < HISTORY_MIN)
		return (double)NAN;
	memcpy(values, history->values, n * sizeof *values);
	return gsl_stats_median(values, 1, n);
}
