#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dataset.h"

static double real(int64_t count)
{
	return count == ABSENT ? (double)NAN : (double)count;
}

static double per(double sum, int64_t ops)
{
	return ops > 0 ? sum / (double)ops : (double)NAN;
}

/* Room for one more of n, in steps of powers of two. */
static void *grown(void *array, size_t n, size_t size)
{
	bool full = n == 0 || (n >= 8 && (n & (n - 1)) == 0);
	return full ? realloc(array, (n ? 2 * n : 8) * size) : array;
}

static bool is_of(const struct group *group, const char *workload, int64_t size,
	const char *placement, const char *mode)
{
	return strcmp(group->mode, mode) == 0 && group->size == size &&
	       strcmp(group->placement, placement) == 0 && strcmp(group->workload, workload) == 0;
}

static struct group *find(const struct dataset *dataset, const char *workload, int64_t size,
	const char *placement, const char *mode)
{
	for (size_t i = 0; i < dataset->n_groups; i++) {
		size_t at = (dataset->last + i) % dataset->n_groups;
		if (is_of(&dataset->groups[at], workload, size, placement, mode))
			return &dataset->groups[at];
	}
	return NULL;
}

static struct group *find_or_add(struct dataset *dataset, const struct run_row *row)
{
	struct group *group = find(dataset, row->workload, row->size, row->placement, row->mode);
	if (group)
		return group;
	struct group *groups = grown(dataset->groups, dataset->n_groups, sizeof *groups);
	if (!groups)
		return NULL;
	dataset->groups = groups;
	group = &groups[dataset->n_groups++];
	*group = (struct group){ .size = row->size };
	memcpy(group->workload, row->workload, sizeof group->workload);
	memcpy(group->placement, row->placement, sizeof group->placement);
	memcpy(group->mode, row->mode, sizeof group->mode);
	return group;
}

static struct observation observe(const struct run_row *row)
{
	struct observation o = {
		.block = row->block,
		.ops = real(row->ops),
		.calls = real(row->calls),
		.stops = real(row->stops),
		.wall = real(row->wall_ns),
		.user = { real(row->tracee_user_ns), real(row->tracer_user_ns) },
		.system = { real(row->tracee_system_ns), real(row->tracer_system_ns) },
		.switches = per(
			real(row->tracee_switches) + real(row->tracer_switches), row->counted_ops),
		.second = strcmp(row->role, "baseline-b") == 0,
		.flagged = row->flags[0] != '\0',
	};
	if (isnan(o.switches)) /* perf refused: the kernel keeps the same count for rusage */
		o.switches =
			per(real(row->tracee_voluntary) + real(row->tracee_involuntary) +
					real(row->tracer_voluntary) + real(row->tracer_involuntary),
				row->ops);
	return o;
}

static int add_gap(struct dataset *dataset, const struct run_row *row)
{
	for (size_t i = 0; i < dataset->n_gaps; i++) {
		struct gap *gap = &dataset->gaps[i];
		if (strcmp(gap->mode, row->mode) == 0 && gap->size == row->size &&
			strcmp(gap->placement, row->placement) == 0 &&
			strcmp(gap->workload, row->workload) == 0 &&
			strcmp(gap->reason, row->reason) == 0) {
			gap->n++;
			return 0;
		}
	}
	struct gap *gaps = grown(dataset->gaps, dataset->n_gaps, sizeof *gaps);
	if (!gaps)
		return -ENOMEM;
	dataset->gaps = gaps;
	struct gap *gap = &gaps[dataset->n_gaps++];
	*gap = (struct gap){ .size = row->size, .n = 1 };
	memcpy(gap->workload, row->workload, sizeof gap->workload);
	memcpy(gap->placement, row->placement, sizeof gap->placement);
	memcpy(gap->mode, row->mode, sizeof gap->mode);
	memcpy(gap->status, row->status, sizeof gap->status);
	memcpy(gap->reason, row->reason, sizeof gap->reason);
	if (strcmp(row->status, "ok") == 0) {
		strcpy(gap->status, "fail");
		strcpy(gap->reason, "a row that is ok has no time");
	}
	return 0;
}

int dataset_add(struct dataset *dataset, const struct run_row *row)
{
	/* no time of zero: its logarithm would poison the cell */
	if (strcmp(row->status, "ok") != 0 || row->wall_ns <= 0 || row->ops <= 0)
		return add_gap(dataset, row);
	struct group *group = find_or_add(dataset, row);
	struct observation *all = group ? grown(group->all, group->n, sizeof *all) : NULL;
	if (!all)
		return -ENOMEM;
	dataset->last = (size_t)(group - dataset->groups);
	group->all = all;
	group->baseline = strncmp(row->role, "baseline", 8) == 0;
	group->all[group->n++] = observe(row);
	return 0;
}

static int by_block(const void *a, const void *b)
{
	const struct observation *x = a, *y = b;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return (int)x->second - (int)y->second;
}

void dataset_sort(struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->n_groups; i++)
		qsort(dataset->groups[i].all, dataset->groups[i].n, sizeof(struct observation),
			by_block);
}

void dataset_free(struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->n_groups; i++)
		free(dataset->groups[i].all);
	free(dataset->groups);
	free(dataset->gaps);
	*dataset = (struct dataset){ 0 };
}

const struct group *dataset_group(const struct dataset *dataset, const char *workload, int64_t size,
	const char *placement, const char *mode)
{
	return find(dataset, workload, size, placement, mode);
}

const struct group *dataset_baseline(const struct dataset *dataset, const struct group *group)
{
	for (size_t i = 0; i < dataset->n_groups; i++) {
		const struct group *other = &dataset->groups[i];
		if (other->baseline &&
			is_of(other, group->workload, group->size, group->placement, other->mode))
			return other;
	}
	return NULL;
}

static const struct observation *look_up(const struct group *group, int64_t block, bool second)
{
	struct observation key = { .block = block, .second = second };
	return bsearch(&key, group->all, group->n, sizeof key, by_block);
}

bool group_pair(const struct group *baseline, int64_t block, const struct observation **a,
	const struct observation **b)
{
	*a = look_up(baseline, block, false);
	*b = look_up(baseline, block, true);
	return *a && *b;
}

const struct observation *group_at(const struct group *group, int64_t block)
{
	return look_up(group, block, false);
}
