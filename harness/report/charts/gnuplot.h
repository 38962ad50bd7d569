/* Runs gnuplot. It executes what stands in backticks, so it is given no text except the path of a
 * script of ours. */
#ifndef TRACETAX_GNUPLOT_H
#define TRACETAX_GNUPLOT_H

#include <stddef.h>

#include "base/complaint.h"

/* As what a chart is drawn. */
struct form {
	const char *format; /* "svg" or "png" */
	int width; /* in pixels; 0: as the style has it */
};

/* A whole SVG or PNG; the caller frees `bytes`. */
struct picture {
	char *bytes;
	size_t n;
};

/* Draws a chart by the script scripts/charts/CHART.gp from the tables in a directory. Returns 0, or
 * -errno with the complaint: -ENOENT if gnuplot or the script is missing, -ENODATA if there is
 * nothing to draw, -EIO if gnuplot failed or the picture is incomplete. */
int gnuplot_draw(const char *chart, struct form form, int directory, struct picture *picture,
	struct complaint *complaint);

#endif
