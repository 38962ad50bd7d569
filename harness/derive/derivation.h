/* The contract of a derived table: data and one function, in one file of tables/. */
#ifndef TRACETAX_DERIVATION_H
#define TRACETAX_DERIVATION_H

#include "analysis/dataset.h"
#include "tables.h"

struct derivation {
	const struct table *table;
	const char *summary; /* one line: what its rows say */
	/* Adds the rows. It is pure: all that it knows is the campaign, as read, and other derived
	 * tables. 0 or -ENOMEM. */
	int (*derive)(const struct loaded *campaign, struct rows *rows);
};

/* All derived tables, sorted by the names of their files, NULL-ended; made by the Makefile from the
 * files that exist. */
extern const struct derivation *const derivations[];

/* Adds an empty row. NULL without memory. */
void *rows_add(struct rows *rows);

#endif
