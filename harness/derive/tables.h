/* The derived tables of a campaign, in memory: what reports, charts and exports read. */
#ifndef TRACETAX_TABLES_H
#define TRACETAX_TABLES_H

#include "load.h"
#include "records/derived.h"
#include "records/rows.h"

/* The rows of one table. */
struct rows {
	const struct table *table;
	void *all;
	size_t n;
};

/* Returns the rows of a table, which is derived when it is first asked for. Without memory there
 * are none, which tables_derive says. */
struct rows tables_rows(const struct loaded *campaign, const struct table *table);

/* Derives all tables. 0 or -ENOMEM. */
int tables_derive(const struct loaded *campaign);

/* Writes all tables into the campaign at `path`, each a file; a table without rows has none, and
 * that of an earlier time is removed. 0, or -errno with the complaint. */
int tables_write(const struct loaded *campaign, const char *path, struct complaint *complaint);

/* Makes room for the tables of a campaign, none of them derived. NULL without memory. */
struct tables *tables_new(void);
void tables_free(struct tables *tables);

#endif
