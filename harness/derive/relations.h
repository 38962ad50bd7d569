/* What the modes of a dataset say of each other. */
#ifndef TRACETAX_RELATIONS_H
#define TRACETAX_RELATIONS_H

#include "analysis/expectations.h"

enum { RELATIONS_MAX = 512 };

/* Each mode that was measured against that of which it says that it does all, and more (at_least);
 * and each member of a family against the next smaller one of its cell. How many there are; their
 * names live as long as the dataset. */
size_t relations_of(const struct dataset *dataset, struct relation relations[RELATIONS_MAX]);

#endif
