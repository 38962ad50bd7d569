/* Finds what a mistyped name may have meant. */
#ifndef TRACETAX_NEAREST_H
#define TRACETAX_NEAREST_H

#include <stddef.h>

#include "complaint.h"

/* Finds the known name nearest to a typed one: offer each candidate, then read `best`. */
struct nearest {
	const char *typed;
	char best[64];
	size_t distance; /* in steps; SIZE_MAX if no name is near enough */
};
struct nearest nearest_to(const char *typed);
void nearest_offer(struct nearest *nearest, const char *candidate);
/* Complains `unknown KIND "typed": did you mean "best"?`, or refers to `where` if no name is near.
 * Always returns -EINVAL. */
int nearest_complain(const struct nearest *nearest, const char *kind, const char *where,
	struct complaint *complaint);

#endif
