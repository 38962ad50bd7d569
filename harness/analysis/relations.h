/* What the modes of a dataset say of each other. */
#ifndef TRACETAX_RELATIONS_H
#define TRACETAX_RELATIONS_H

#include "expectations.h"
#include "records/known.h"

enum { RELATIONS_MAX = 512 };

/* Finds each mode that was measured against that of which it says that it does all, and more
 * (at_least), and each member of a family against the next smaller one of its cell. Returns how
 * many there are; their names are those of `known`. */
size_t relations_of(const struct dataset *dataset, const struct known *known,
	struct relation relations[RELATIONS_MAX]);

#endif
