/* The methods of reading or writing memory that were measured side by side. */
#ifndef TRACETAX_MEMORY_PLACE_H
#define TRACETAX_MEMORY_PLACE_H

#include "analysis/dataset.h"
#include "records/known.h"

enum { METHODS_MAX = 16 };

/* A memory workload at one placement, with its methods sorted by name. */
struct memory_place {
	const char *workload, *placement;
	const char *methods[METHODS_MAX];
	size_t n_methods;
};

/* Finds the place of the i-th group; returns false if it is not of memory, or an earlier group has
 * the same place. */
bool memory_place_of(const struct dataset *dataset, const struct known *known, size_t i,
	struct memory_place *place);
bool memory_place_has(const struct memory_place *place, const struct key *key);

#endif
