/* The charts of a campaign: gnuplot draws summary.csv, SVG and PNG, into DIR/charts. */
#ifndef TRACETAX_CHARTS_H
#define TRACETAX_CHARTS_H

#include "derive/load.h"

struct chart {
	const char *name; /* of the script and of the picture */
	const char *title; /* what it shows, for the report */
	const char *table; /* what is drawn; NULL: summary.csv */
	const char *workload;
	const char *placements; /* NULL: all that were measured */
	/* The only one, of this workload; NULL: no data. */
	const char *(*placement)(const struct loaded *, const char *workload);
	bool watched_only; /* the baseline has no place in it */
	/* Variables of its own; may be NULL. */
	void (*list_marks)(FILE *, const struct loaded *, const struct chart *);
};

extern const struct chart charts[]; /* name NULL at the end */

/* Whether the campaign has what this chart shows. */
bool chart_has_data(const struct chart *chart, const struct loaded *loaded);

/* Whether its picture is there. */
bool chart_is_drawn(const struct chart *chart, const struct loaded *loaded);

/* Draws all that have data; summary.csv must be up to date. A chart that fails stays as it was. 0,
 * or -errno with the complaint; -ENOENT where gnuplot or its scripts are missing. */
int charts_draw(const struct loaded *loaded, const char *path, struct complaint *complaint);

#endif
