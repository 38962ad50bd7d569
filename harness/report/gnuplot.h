/* gnuplot, which runs what stands in backticks: only our own names and numbers may reach it. */
#ifndef TRACETAX_GNUPLOT_H
#define TRACETAX_GNUPLOT_H

#include <limits.h>

#include "plan/names.h"

/* A script of scripts/charts, and where it lies; neither holds a character that would end a string
 * of gnuplot's. */
struct gnuplot_script {
	char path[PATH_MAX], folder[PATH_MAX];
};

/* 0, or -errno with the complaint. */
int gnuplot_find(const char *name, struct gnuplot_script *script, struct complaint *complaint);

/* Runs it in `directory` (NULL: here) after the assignments in `variables`. `files`, NULL or ended
 * by -1, are descriptors that it keeps, to be named there as /dev/fd/N. 0, or -errno with the
 * complaint: -ENOENT where there is no gnuplot, -EIO where it failed. */
int gnuplot_run(const char *directory, const int *files, const char *variables,
	const struct gnuplot_script *script, struct complaint *complaint);

#endif
