/* What the modes of a dataset claim of each other. */
#ifndef TRACETAX_RELATIONS_H
#define TRACETAX_RELATIONS_H

#include "expectations.h"
#include "records/known.h"

enum { RELATIONS_MAX = 512 };

/* Finds the pairs to compare: each measured mode with the mode whose work it includes (at_least),
 * and each member of a family with the next smaller one in its cell. Returns how many there are;
 * their names point into `known`. */
size_t relations_of(const struct dataset *dataset, const struct known *known,
	struct relation relations[RELATIONS_MAX]);

#endif
