/* Draws a comparison of campaigns. */
#ifndef TRACETAX_CHART_COMPARISON_H
#define TRACETAX_CHART_COMPARISON_H

#include "derive/comparisons.h"
#include "gnuplot.h"

/* Draws the picture; `format` is "svg" or "png". Returns 0, or -errno with the complaint. */
int comparisons_chart(const struct comparisons *all, const char *format, struct picture *picture,
	struct complaint *complaint);

#endif
