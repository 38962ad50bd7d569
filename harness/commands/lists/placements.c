#include <stdio.h>
#include <string.h>

#include "commands/parts/listing.h"
#include "machine/places.h"
#include "machine/topology.h"
#include "plan/placements.h"
#include "report/text.h"

static const struct grid_column placement_columns[] = {
	{ .key = "placement", .heading = "" },
	{ .heading = "", .fit = GRID_WRAP },
	{ .key = "summary" },
	{ .key = "tracee_cpu", .kind = GRID_COUNT },
	{ .key = "tracer_cpu", .kind = GRID_COUNT },
	{ .key = "share" },
	{ .key = "lacks" },
};

static struct text placement_words(const char *summary, const struct placement *placement)
{
	struct text words;
	if (placement->lacking)
		snprintf(words.s, sizeof words.s, "%s (not here: %s)", summary, placement->lacking);
	else if (placement->cpu[TRACEE] >= 0)
		snprintf(words.s, sizeof words.s,
			"%s (tracee on CPU %d, tracer on CPU %d; shared: %s)", summary,
			placement->cpu[TRACEE], placement->cpu[TRACER], placement->share);
	else
		snprintf(words.s, sizeof words.s, "%s", summary);
	return words;
}

static void add_placement(struct grid *grid, const char *name, const char *summary)
{
	struct placement placement;
	int error = placement_resolve(name, &placement);
	if (error < 0)
		placement = (struct placement){ .lacking = strerror(-error) };
	bool pinned = !placement.lacking && placement.cpu[TRACEE] >= 0;
	grid_row(grid, value_text(name), value_text(placement_words(summary, &placement).s),
		value_text(summary), value_count(pinned ? placement.cpu[TRACEE] : ABSENT),
		value_count(pinned ? placement.cpu[TRACER] : ABSENT),
		value_text(pinned ? placement.share : NULL), value_text(placement.lacking));
}

static void print(struct sheet *sheet)
{
	struct grid grid = GRID(placement_columns);
	for (size_t i = 0; placement_names[i]; i++)
		add_placement(&grid, placement_names[i], placement_summaries[i]);
	sheet_grid(sheet, &grid);
	const char *doubt = topology_doubt(topology_source(topology_here()));
	if (!doubt)
		return;
	sheet_break(sheet);
	sheet_say(sheet, "%s: see HWLOC_SYNTHETIC, HWLOC_XMLFILE and HWLOC_FSROOT", doubt);
}

const struct listing listing = { .name = "placements", .print = print };
