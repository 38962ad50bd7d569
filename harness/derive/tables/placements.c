/* The placements in their order, for the charts. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "derive/derivation.h"

/* Returns a few words on a placement; its name if this version does not know it. */
static const char *label_of(const struct knowledge *version, const char *placement)
{
	for (size_t i = 0; version->placements[i]; i++)
		if (strcmp(version->placements[i], placement) == 0)
			return version->placement_labels[i];
	return placement;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	for (const char *const *name = campaign->placements; *name; name++) {
		struct placement_row *row = rows_add(rows);
		if (!row)
			return -ENOMEM;
		snprintf(row->placement, sizeof row->placement, "%s", *name);
		snprintf(row->label, sizeof row->label, "%s", label_of(campaign->version, *name));
	}
	return 0;
}

TABLE(placements_table, placement_row, PLACEMENT_COLUMNS, .name = "placements.csv");

const struct derivation derivation = {
	.table = &placements_table,
	.summary = "the placements in a few words, for the charts",
	.derive = derive,
};
