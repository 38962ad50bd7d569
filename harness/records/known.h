/* The modes and workloads of a campaign, from its modes.csv and workloads.csv, and the filters that
 * the user brought, from filters.csv: a reader of campaigns needs no other knowledge of them. */
#ifndef TRACETAX_KNOWN_H
#define TRACETAX_KNOWN_H

#include <stdbool.h>

#include "rows.h"

struct known {
	struct mode_row *modes; /* sorted by name */
	size_t n_modes;
	struct workload_row *workloads; /* sorted by name and size */
	size_t n_workloads;
	struct filter_row *filters; /* in the order of the file */
	size_t n_filters;
};

/* Tells whether a field is "yes"; an empty one is not. */
bool is_yes(const char *field);

/* Return the row of a mode, or of a workload at a size (ABSENT: it takes none); an empty row if it
 * is unknown. */
const struct mode_row *known_mode(const struct known *known, const char *mode);
const struct workload_row *known_workload(
	const struct known *known, const char *workload, int64_t size);

/* Add a row, which moves others, unless that name and size has one. Return 0 or -errno (-ENOMEM,
 * -EFBIG: more than any campaign has). */
int known_add_mode(struct known *known, const struct mode_row *row);
int known_add_workload(struct known *known, const struct workload_row *row);

/* Adds a row at the end. Returns the same. */
int known_add_filter(struct known *known, const struct filter_row *row);
/* Tells whether a mode has rows for a workload. */
bool known_has_filter(const struct known *known, const char *mode, const char *workload);

/* Writes the files of modes and workloads. Returns 0 or -errno. */
int known_write(const struct known *known, int directory);
/* Adds the rows of modes_table, workloads_table or filters_table; returns what table_read does. */
int known_read(
	struct known *known, const struct table *table, int directory, struct table_error *error);
void known_free(struct known *known);

/* What a version of the program itself knows, for campaigns without these files. */
struct knowledge {
	/* Fill a row; return false if the name is unknown. */
	bool (*mode)(const char *name, struct mode_row *row);
	bool (*workload)(const char *name, int64_t size, struct workload_row *row);
	const char *const *placements; /* in order, NULL-ended */
	const char *const *placement_summaries; /* in the same order */
	const char *const *placement_labels; /* likewise, shorter */
};

#endif
