#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "extremes.h"
#include "report/text.h"

enum { CELLS_TOLD = 6 };

/* The modes of one cell, from the least slowdown to the most. */
struct extremes {
	const struct summary_row *least, *most;
};

static double slowdown(const struct summary_row *row)
{
	return cells_slowdown(row).value;
}

static struct text ratio(const struct summary_row *row)
{
	struct estimate estimate = cells_slowdown(row);
	return isnan(estimate.lo) ? text_ratio(estimate.value) : text_ratio_interval(estimate);
}

/* Finds those of the cell that begins at this row. Returns where the next one begins. */
static const struct summary_row *const *find(const struct loaded *loaded,
	const struct summary_row *const *rows, struct extremes *extremes)
{
	const struct key *cell = &(*rows)->key;
	*extremes = (struct extremes){ NULL, NULL };
	for (; *rows && key_same_cell(&(*rows)->key, cell); rows++) {
		if (isnan(slowdown(*rows)) || cells_is_baseline(loaded, (*rows)->key))
			continue;
		if (!extremes->least)
			extremes->least = *rows;
		extremes->most = *rows;
	}
	return rows;
}

static void say(const struct loaded *loaded, const struct extremes *cell, const struct sheet *sheet)
{
	const struct summary_row *least = cell->least, *most = cell->most;
	struct text name = text_cell(&loaded->known, most->workload, most->size);
	if (least == most)
		sheet_say(sheet, "%s %s takes %s as long under %s", name.s, most->placement,
			ratio(most).s, most->mode);
	else
		sheet_say(sheet, "%s %s takes from %s as long under %s to %s under %s", name.s,
			most->placement, ratio(least).s, least->mode, ratio(most).s, most->mode);
}

void extremes_say(const struct loaded *loaded, const struct sheet *sheet)
{
	const struct summary_row **all = cells_sorted(loaded);
	struct extremes told[CELLS_TOLD], cell, whole = { NULL, NULL };
	size_t n = 0;
	for (const struct summary_row *const *row = all; row && *row;) {
		row = find(loaded, row, &cell);
		if (!cell.most)
			continue;
		if (n < CELLS_TOLD)
			told[n] = cell;
		if (!n++ || slowdown(cell.most) > slowdown(whole.most))
			whole = cell;
	}
	if (n)
		sheet_break(sheet);
	for (size_t i = 0; n <= CELLS_TOLD && i < n; i++)
		say(loaded, &told[i], sheet);
	if (n > CELLS_TOLD) {
		say(loaded, &whole, sheet);
		sheet_say(sheet, "this is the most of %zu cells; the table has each", n);
	}
	free(all);
}
