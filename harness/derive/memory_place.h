/* The methods of reading or writing memory that were measured side by side. */
#ifndef TRACETAX_MEMORY_PLACE_H
#define TRACETAX_MEMORY_PLACE_H

#include "analysis/dataset.h"
#include "derive/tables.h"

enum { METHODS_MAX = 16 };

/* A memory workload at one placement, with its methods sorted by name. */
struct memory_place {
	const char *workload, *placement;
	const char *methods[METHODS_MAX];
	size_t n_methods;
};

/* Derives the rows of each place where memory was read or written, in the order of their first
 * groups. Returns the first error, or 0. */
int memory_each_place(const struct loaded *campaign,
	int (*derive)(const struct dataset *, const struct memory_place *, struct rows *),
	struct rows *rows);
bool memory_place_has(const struct memory_place *place, const struct key *key);

#endif
