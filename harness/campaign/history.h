/* Remembers a figure of earlier runs of one mode in one cell, to tell what the next run should
 * have. */
#ifndef TRACETAX_HISTORY_H
#define TRACETAX_HISTORY_H

#include <stddef.h>

enum { HISTORY_MAX = 32, HISTORY_MIN = 3 };

/* The last HISTORY_MAX values; all zero at first. */
struct history {
	double values[HISTORY_MAX];
	size_t n; /* values ever added */
};

void history_add(struct history *history, double value);

/* Returns the median of the values; NaN if there are fewer than HISTORY_MIN. */
double history_median(const struct history *history);

#endif
