/* The charts of a campaign. Each is drawn by a script, scripts/charts/X.gp, from the campaign's
 * tables into DIR/charts. The head of the script holds what a report must know of it. */
#ifndef TRACETAX_CHARTS_H
#define TRACETAX_CHARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/complaint.h"

enum {
	CHARTS_MAX = 64,
	CHART_NARROW = 500, /* pixels: on a screen of 360, text of 17 is 11 */
};

struct chart {
	char name[48]; /* of the script and of the pictures */
	char title[96]; /* what it shows, for the report */
	int order; /* its place in the report */
};

struct charts {
	struct chart list[CHARTS_MAX]; /* sorted by `order` */
	size_t n;
};

/* Finds the scripts that have a title. Returns 0, or -errno: -ENOENT if the folder is missing. */
int charts_find(struct charts *charts);

/* Tells whether the picture of a chart exists, in the campaign that is open as `campaign`. */
bool chart_is_drawn(const struct chart *chart, int campaign);

/* Draws all charts that have data, as SVG and PNG, and as SVG for narrow screens, in the campaign
 * that is open as `campaign`; its tables must be up to date. If a chart fails, its old picture
 * stays. Returns 0, or -errno with the complaint: -ENOENT if gnuplot or its scripts are missing. */
int charts_draw(int campaign, const char *path, struct complaint *complaint);

#endif
