/* The charts of a campaign: each is a script, scripts/charts/X.gp, that draws X from the campaign's
 * tables, into DIR/charts. Its head says what a report has to know of it. */
#ifndef TRACETAX_CHARTS_H
#define TRACETAX_CHARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/complaint.h"

enum { CHARTS_MAX = 64 };

struct chart {
	char name[48]; /* of the script and of the pictures */
	char title[96]; /* what it shows, for the report */
	int order; /* its place in the report */
};

struct charts {
	struct chart list[CHARTS_MAX]; /* in their order */
	size_t n;
};

/* Finds the scripts that have a title. 0, or -errno: -ENOENT where the folder is missing. */
int charts_find(struct charts *charts);

/* Whether its picture is there, in the campaign that is open as `campaign`. */
bool chart_is_drawn(const struct chart *chart, int campaign);

/* Draws all that have data, SVG and PNG, in the campaign that is open as `campaign`, whose tables
 * must be up to date. A chart that fails stays as it was. 0, or -errno with the complaint: -ENOENT
 * where gnuplot or its scripts are missing. */
int charts_draw(int campaign, const char *path, struct complaint *complaint);

#endif
