/* The derived tables of a campaign, in memory: the input of reports, charts and exports. */
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

/* Returns the rows of a table, which is derived on first use. If memory is short there are none,
 * and tables_derive tells so. */
struct rows tables_rows(const struct loaded *campaign, const struct table *table);

/* Derives all tables. Returns 0 or -ENOMEM. */
int tables_derive(const struct loaded *campaign);

/* Writes each table that has rows to a file of the campaign at `path`, and removes the old files of
 * those that have none. Returns 0, or -errno with the complaint. */
int tables_write(const struct loaded *campaign, const char *path, struct complaint *complaint);

/* Returns room for the tables of a campaign, none of them derived; NULL if memory is short. */
struct tables *tables_new(void);
void tables_free(struct tables *tables);

#endif
