/* Compares campaigns to a baseline: which belong together, and what is known of each pair. */
#ifndef TRACETAX_COMPARISONS_H
#define TRACETAX_COMPARISONS_H

#include <stdio.h>

#include "analysis/compare.h"
#include "differences.h"
#include "load.h"

enum { COMPARED_MAX = 64 };

/* One of the campaigns that are compared. */
struct compared {
	struct loaded loaded;
	char label[128]; /* its directory as typed, printable */
	bool baseline; /* the user named it as baseline */
	size_t configuration; /* equal if machine.json shows no difference */
	size_t boot; /* equal if it may have been the same boot */
};

/* Campaigns of one configuration. */
struct compared_side {
	const struct compared *campaigns[COMPARED_MAX];
	size_t n, boots;
};

struct comparison {
	struct compared_side a, b; /* the baseline's, and the other */
	bool by_boots; /* false: one campaign each, no verdict */
	double margin; /* margin of its verdicts */
	struct comparison_row *rows;
	size_t n;
	size_t alone; /* cells and modes that only one side has */
};

struct comparisons {
	const struct knowledge *version; /* as load_campaign takes it */
	struct compared *campaigns;
	size_t n;
	double limit; /* highest ratio of slowdowns, such as 1.05; NaN: no limit */
	struct comparison *list;
	size_t n_list;
};

/* Reads one more campaign. A directory that was added before is only marked as baseline, if asked.
 * Returns 0, or -errno with the complaint. */
int comparisons_add(
	struct comparisons *all, const char *path, bool baseline, struct complaint *complaint);

/* Compares. The baseline is the one marked so, else the first. If its configuration and another
 * have three boots or more, their boots are compared; otherwise each campaign is compared to the
 * baseline's first. Each interval holds with 95 % on its own; which rows differ is decided for all
 * of them together, at a false discovery rate of 5 %. Returns 0 or -ENOMEM. */
int comparisons_make(struct comparisons *all);
void comparisons_free(struct comparisons *all);

/* What all rows together tell of the limit. */
struct limit_findings {
	size_t judged, over; /* numbers of rows */
	const struct comparison_row *worst; /* worst of those over the limit, or NULL */
};
struct limit_findings comparisons_over(const struct comparisons *all);

/* The number of rows with an interval of the slowdowns' ratio, how many of these exclude 1, and how
 * many of those had other shares of flagged runs on the two sides. */
struct off_findings {
	size_t rows, off, doubtful;
};
struct off_findings comparison_off(const struct comparison *comparison);

/* Returns the boot that machine.json names, or NULL. */
const char *compared_boot(const struct compared *campaign);

#endif
