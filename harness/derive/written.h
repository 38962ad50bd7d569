/* derived.csv: which files the derived tables were made from, and which files they are. By it a
 * reader knows whether a table may be read from its file, in place of the runs. */
#ifndef TRACETAX_WRITTEN_H
#define TRACETAX_WRITTEN_H

#include <stdbool.h>

#include "records/table.h"

/* Writes derived.csv: all files of the campaign that tables are made from, and the files of these
 * tables, NULL-ended; one that does not exist, or is no regular file, has no row. Returns 0 or
 * -errno. */
int written_note(int directory, const struct table *const tables[]);

/* Tells whether these tables, NULL-ended, are what this very program derives from the campaign:
 * neither they nor what they were made from has changed since. */
bool written_is_current(int directory, const struct table *const tables[]);

#endif
