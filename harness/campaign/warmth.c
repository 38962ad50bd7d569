#include <math.h>

#include <gsl/gsl_statistics_double.h>

#include "page/eighths.h"
#include "warmth.h"

static const double SHARE = 0.1, INTERRUPTION_NS = 50e3, DEVIATIONS = 8;

bool warmth_of(const struct window *window, struct warmth *warmth)
{
	double others[EIGHTHS - 1], work[EIGHTHS - 1];
	double ops = (double)eighth_ops(window->ops, 0);
	if (window->rounds < EIGHTHS)
		return false;
	for (int i = 1; i < EIGHTHS; i++)
		others[i - 1] =
			(double)window->eighths_ns[i] * ops / (double)eighth_ops(window->ops, i);
	warmth->first = (double)window->eighths_ns[0];
	warmth->spread = gsl_stats_mad0(others, 1, EIGHTHS - 1, work);
	warmth->others = gsl_stats_median(others, 1, EIGHTHS - 1);
	return true;
}

bool warmth_lacks(const struct warmth *warmth)
{
	double difference = fabs(warmth->first - warmth->others);
	return difference > SHARE * warmth->others + INTERRUPTION_NS &&
	       difference > DEVIATIONS * warmth->spread;
}
