#include <math.h>
#include <stdlib.h>

#include "analysis/dataset.h"
#include "analysis/programs.h"
#include "strip.h"

static struct strip with_room(size_t n)
{
	return (struct strip){ calloc(n + 1, sizeof(struct strip_run)), 0, 0 };
}

static void add(struct strip *strip, double ns, bool flagged)
{
	if (!strip->runs || !isfinite(ns))
		return;
	strip->runs[strip->n++] = (struct strip_run){ ns, flagged };
	strip->flagged += flagged;
}

struct strip strip_of_cell(const struct loaded *loaded, struct key key)
{
	const struct group *group = dataset_group(loaded->dataset, key);
	struct strip strip = with_room(group ? group->n : 0);
	for (size_t i = 0; group && i < group->n; i++)
		add(&strip, group->all[i].wall * group->totals.ops / group->totals.calls,
			group->all[i].flagged);
	return strip;
}

struct strip strip_of_program(const struct loaded *loaded, const char *mode, const char *placement)
{
	const struct programs *programs = loaded->programs;
	struct strip strip = with_room(programs->n);
	double *times = malloc((programs->n + 1) * sizeof *times);
	size_t n = times ? programs_times(programs, mode, placement, PROGRAM_USER, times) : 0;
	for (size_t i = 0; i < n; i++)
		add(&strip, times[i], false);
	free(times);
	return strip;
}
