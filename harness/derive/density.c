#include <string.h>

#include "density.h"
#include "tables.h"

/* Points of one curve follow one another. */
static bool has_curve(const struct rows *rows, const char *placement)
{
	const struct density_row *all = rows->all;
	for (size_t i = 1; i < rows->n; i++)
		if (strcmp(all[i].placement, placement) == 0 &&
			strcmp(all[i - 1].placement, placement) == 0 &&
			strcmp(all[i - 1].mode, all[i].mode) == 0)
			return true;
	return false;
}

const char *density_placement(const struct loaded *loaded)
{
	struct rows rows = tables_rows(loaded, &density_table);
	const char *const *name = loaded->placements;
	while (*name && !has_curve(&rows, *name))
		name++;
	return *name;
}
