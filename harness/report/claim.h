/* What the campaign says of a claim of the post. */
#ifndef TRACETAX_CLAIM_H
#define TRACETAX_CLAIM_H

#include "report.h"

/* The words of a section for each verdict. */
struct claim_words {
	const char *holds, *in_part, *does_not_hold, *undecided;
};

/* Returns the words for the verdict on a claim, "a" to "f". */
const char *claim_verdict(
	const struct report *report, const char *claim, const struct claim_words *words);

#endif
