/* Compares campaigns to a baseline: which belong together, and what is known of each pair. */
#ifndef TRACETAX_COMPARISONS_H
#define TRACETAX_COMPARISONS_H

#include <stdio.h>

#include "analysis/compare.h"
#include "compared.h"
#include "differences.h"

/* Campaigns that belong together: several boots of one configuration, or one campaign. */
struct compared_side {
	struct compared **campaigns;
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
	const char *by; /* key of machine.json that tells the sides apart, or NULL */
	struct compared *campaigns;
	size_t n;
	double limit; /* highest ratio of slowdowns, such as 1.05; NaN: no limit */
	struct comparison *list;
	size_t n_list;
};

/* Reads one more campaign. A directory that was added before is only marked as baseline, if asked.
 * Returns 0, or -errno with the complaint, and then it is not added. */
int comparisons_add(
	struct comparisons *all, const char *path, bool baseline, struct complaint *complaint);

/* Gives the campaigns of a directory another name. Returns false if none was added from there. */
bool comparisons_label(struct comparisons *all, const char *path, const char *name);

/* Tells whether a campaign has the fact that `by` names. */
bool comparisons_has_key(const struct comparisons *all);

/* Compares. The baseline is the one marked so, else the first. Campaigns are of one configuration
 * if machine.json shows no difference, or has the same value at the key `by`. If the baseline's
 * configuration and another have three boots or more, their boots are compared; otherwise each
 * campaign is compared to the baseline's first. Each interval holds with 95 % on its own; which
 * rows differ is decided for all of them together, at a false discovery rate of 5 %. Returns 0 or
 * -ENOMEM. */
int comparisons_make(struct comparisons *all);
void comparisons_free(struct comparisons *all);

/* What all rows together tell of the limit. */
struct limit_findings {
	size_t judged, over; /* numbers of rows */
	const struct comparison_row *worst; /* worst of those over the limit, or NULL */
};
struct limit_findings comparisons_over(const struct comparisons *all);

/* What some comparisons tell. Each row with an interval is of one kind. */
struct comparison_findings {
	size_t rows, slower, faster; /* with an interval; of these, those that differ */
	size_t same; /* not marked, and within the margin with the whole interval */
	size_t open; /* neither */
	size_t doubtful; /* differ, but so do the shares of flagged runs */
	const struct comparison_row *most; /* the one that differs most, or NULL */
	double unwatched; /* median ratio of the times of calls that nobody watches; NaN: unknown */
	double more; /* how many times the blocks would settle half of the open ones */
};
/* Returns 0 or -ENOMEM. */
int comparisons_find(const struct comparison *list, size_t n, struct comparison_findings *findings);

/* Returns by how much a row differs: the distance of its ratio from 1, as a logarithm; -1 if it
 * does not differ. */
double comparison_distance(const struct comparison_row *row);

#endif
