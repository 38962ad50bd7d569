/* A strip plot: each run a point, so that one sees whether a median tells the truth. */
#ifndef TRACETAX_HTML_PLOT_H
#define TRACETAX_HTML_PLOT_H

#include <stdio.h>

#include "derive/strip.h"

/* Writes the plot as SVG; nothing if there are no runs. The name is what the runs are of. */
void html_plot(FILE *out, const struct strip *strip, const char *name);

#endif
