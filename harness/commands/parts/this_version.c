#include "this_version.h"
#include "campaign/describe.h"
#include "plan/placements.h"

static bool mode_of(const char *name, struct mode_row *row)
{
	struct mode member;
	const struct mode *mode = mode_find(name, &member);
	if (mode)
		describe_mode(mode, row);
	return mode;
}

static bool workload_of(const char *name, int64_t size, struct workload_row *row)
{
	const struct workload *workload = workload_find(name);
	if (workload)
		describe_workload(workload, size == ABSENT ? 0 : (uint64_t)size, row);
	return workload;
}

const struct knowledge this_version = {
	.mode = mode_of,
	.workload = workload_of,
	.placements = placement_names,
	.placement_summaries = placement_summaries,
	.placement_labels = placement_labels,
};
