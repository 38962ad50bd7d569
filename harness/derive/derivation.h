/* The contract of a derived table: data and one function, in one file of tables/. */
#ifndef TRACETAX_DERIVATION_H
#define TRACETAX_DERIVATION_H

#include "analysis/dataset.h"
#include "tables.h"

struct derivation {
	const struct table *table;
	const char *summary; /* one line: what its rows tell */
	/* Adds the rows. It is pure: it reads the campaign and other derived tables, nothing else.
	 * Returns 0 or -ENOMEM. */
	int (*derive)(const struct loaded *campaign, struct rows *rows);
};

/* All derived tables, sorted by file name, NULL-ended. The Makefile makes the list from the files
 * that exist. */
extern const struct derivation *const derivations[];

/* Adds an empty row; NULL if memory is short. */
void *rows_add(struct rows *rows);

#endif
