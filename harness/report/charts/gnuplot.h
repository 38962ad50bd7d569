/* gnuplot, which runs what stands in backticks: it is given no text but the path of a script of
 * ours. */
#ifndef TRACETAX_GNUPLOT_H
#define TRACETAX_GNUPLOT_H

#include <stddef.h>

#include "base/complaint.h"

/* A whole SVG or PNG; `bytes` is to be freed. */
struct picture {
	char *bytes;
	size_t n;
};

/* Draws a chart, by the script scripts/charts/CHART.gp, as "svg" or "png", from the tables in a
 * directory. 0, or -errno with the complaint: -ENOENT where there is no gnuplot or no script,
 * -ENODATA where there is nothing to draw, -EIO where it did not end by itself or the picture is
 * torn. */
int gnuplot_draw(const char *chart, const char *format, int directory, struct picture *picture,
	struct complaint *complaint);

#endif
