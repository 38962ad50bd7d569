/* A name that was typed, and the nearest known one. */
#ifndef TRACETAX_NEAREST_H
#define TRACETAX_NEAREST_H

#include <stddef.h>

#include "complaint.h"

/* Finds the name nearest to one that was typed: offer each candidate, then read `best`. */
struct nearest {
	const char *typed;
	char best[64];
	size_t distance; /* in steps, or SIZE_MAX where nothing is near enough to be offered */
};
struct nearest nearest_to(const char *typed);
void nearest_offer(struct nearest *nearest, const char *candidate);
/* Says `unknown KIND "typed": did you mean "best"?`, or names `where` to look. Always -EINVAL. */
int nearest_complain(const struct nearest *nearest, const char *kind, const char *where,
	struct complaint *complaint);

#endif
