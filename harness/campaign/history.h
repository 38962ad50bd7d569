/* What earlier runs of one mode in one cell had of something: what the next may be expected to. */
#ifndef TRACETAX_HISTORY_H
#define TRACETAX_HISTORY_H

#include <stddef.h>

enum { HISTORY_MAX = 32, HISTORY_MIN = 3 };

/* The last HISTORY_MAX values; begins zeroed. */
struct history {
	double values[HISTORY_MAX];
	size_t n; /* ever added */
};

void history_add(struct history *history, double value);

/* Their median; NaN below HISTORY_MIN. */
double history_median(const struct history *history);

#endif
