/* gnuplot, which runs what stands in backticks: only our own names and numbers may reach it. */
#ifndef TRACETAX_GNUPLOT_H
#define TRACETAX_GNUPLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/complaint.h"

/* Tells whether a name is a word of letters, digits and marks that gnuplot reads as nothing else: a
 * name from a file is shown and passed on only where it is. */
bool gnuplot_is_plain(const char *name);

/* A whole SVG or PNG; `bytes` is to be freed. */
struct picture {
	char *bytes;
	size_t n;
};

/* Draws a chart, by the script of scripts/charts of that name, as "svg" or "png", from the CSV file
 * that is open as `data`, after the assignments in `variables`. It is started where its scripts are
 * and reads and writes open files, so that it sees no path. 0, or -errno with the complaint:
 * -ENOENT where there is no gnuplot or no script, -ENODATA where it says on standard error what it
 * lacks, -EIO where it did not end by itself or the picture is torn. */
int gnuplot_draw(const char *chart, const char *format, int data, const char *variables,
	struct picture *picture, struct complaint *complaint);

#endif
