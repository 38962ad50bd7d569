/* A comparison of campaigns in words. */
#ifndef TRACETAX_COMPARISON_WORDS_H
#define TRACETAX_COMPARISON_WORDS_H

#include "derive/comparisons.h"

struct phrase {
	char s[1024];
};
/* Returns what is compared: "5 boots of DIR and 4 more". */
struct phrase comparison_side(const struct compared_side *side);
/* Returns why there is a verdict, or none, and what the machines share. */
struct phrase comparison_basis(const struct comparison *comparison);
/* Return the answer in three sentences: what differs most, what does not, and what cannot be told.
 */
struct phrase comparison_most(
	const struct comparisons *all, const struct comparison_findings *findings);
struct phrase comparison_same(
	const struct comparisons *all, const struct comparison_findings *findings);
struct phrase comparison_open(
	const struct comparisons *all, const struct comparison_findings *findings);
/* Returns how many runs of a campaign bear flags, and which: "3 of 120 runs flagged: steal 3". */
struct phrase compared_flags(const struct compared *campaign);

#endif
