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

/* Reads tables, NULL-ended, from the files of the campaign, so that they need not be derived.
 * Returns 0; -ESTALE if not all of them are what this program would derive; -ENOMEM. */
int tables_read(const struct loaded *campaign, const struct table *const tables[]);

/* Derives tables, and rounds them to what would be read from their files. Returns 0 or -ENOMEM. */
int tables_round(const struct loaded *campaign, const struct table *const tables[]);

/* Writes each table that has rows to a file of the campaign at `path`, and removes the old files of
 * those that have none; then derived.csv. Returns 0, or -errno with the complaint. */
int tables_write(const struct loaded *campaign, const char *path, struct complaint *complaint);

/* Returns room for the tables of a campaign, none of them derived; NULL if memory is short. */
struct tables *tables_new(void);
void tables_free(struct tables *tables);

#endif
