/* Campaigns held against a baseline: which belong together, and what can be said of each pair. */
#ifndef TRACETAX_COMPARISONS_H
#define TRACETAX_COMPARISONS_H

#include <stdio.h>

#include "analysis/compare.h"
#include "differences.h"
#include "load.h"

enum { COMPARED_MAX = 64 };

/* One campaign of those that are compared. */
struct compared {
	struct loaded loaded;
	char label[128]; /* its directory as it was given, printable */
	bool baseline; /* named as such */
	size_t configuration; /* equal where machine.json tells no machine from another */
	size_t boot; /* equal where it may have been the same boot */
};

/* Campaigns of one configuration. */
struct compared_side {
	const struct compared *campaigns[COMPARED_MAX];
	size_t n, boots;
};

struct comparison {
	struct compared_side a, b; /* the baseline's, and the other */
	bool by_boots; /* else of one campaign each: no verdict */
	double margin; /* of its verdicts */
	struct comparison_row *rows;
	size_t n;
	size_t alone; /* cells and modes that only one side has */
};

struct comparisons {
	const struct knowledge *version; /* as load_campaign takes it */
	struct compared *campaigns;
	size_t n;
	double limit; /* of the ratio of slowdowns, as 1.05; NaN: none */
	struct comparison *list;
	size_t n_list;
	size_t intervals; /* that hold together */
};

/* Reads one more campaign; a directory that is there already is only marked as baseline, where that
 * is asked. 0, or -errno with the complaint. */
int comparisons_add(
	struct comparisons *all, const char *path, bool baseline, struct complaint *complaint);

/* Compares. The baseline is what was marked so, else the first; where its configuration and another
 * have three boots and more, boots are held against boots, otherwise each campaign against the
 * first of the baseline. All intervals hold together with 95 %. 0 or -ENOMEM. */
int comparisons_make(struct comparisons *all);
void comparisons_free(struct comparisons *all);

/* What all rows together say of the limit. */
struct limit_findings {
	size_t judged, over; /* rows */
	const struct comparison_row *worst; /* of those over; or NULL */
};
struct limit_findings comparisons_over(const struct comparisons *all);

/* How many rows have an interval of the slowdowns' ratio, and how many lie wholly off 1; of those,
 * how many were flagged otherwise on one side than on the other. */
struct off_findings {
	size_t rows, off, doubtful;
};
struct off_findings comparison_off(const struct comparison *comparison);

/* The boot that machine.json tells, or NULL. */
const char *compared_boot(const struct compared *campaign);

#endif
