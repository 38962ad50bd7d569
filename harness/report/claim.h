/* What the campaign says of a claim of the post. */
#ifndef TRACETAX_CLAIM_H
#define TRACETAX_CLAIM_H

#include "report.h"

/* The words of a section for each verdict. */
struct claim_words {
	const char *holds, *in_part, *does_not_hold, *undecided;
};

/* Returns the row of a claim, "a" to "f"; NULL without memory. */
const struct claim_row *claim_find(const struct report *report, const char *claim);
/* Returns the words for the verdict on a claim. */
const char *claim_verdict(
	const struct report *report, const char *claim, const struct claim_words *words);

#endif
