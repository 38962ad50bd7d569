#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/grown.h"
#include "dataset.h"

static double real(int64_t count)
{
	return count == ABSENT ? (double)NAN : (double)count;
}

static struct group *find(const struct dataset *dataset, const struct key *key)
{
	for (size_t i = 0; i < dataset->n_groups; i++) {
		size_t at = (dataset->last + i) % dataset->n_groups;
		if (key_equal(&dataset->groups[at].key, key))
			return &dataset->groups[at];
	}
	return NULL;
}

static struct group *find_or_add(struct dataset *dataset, const struct key *key)
{
	struct group *group = find(dataset, key);
	if (group)
		return group;
	struct group *groups = grown(dataset->groups, dataset->n_groups, sizeof *groups);
	if (!groups)
		return NULL;
	dataset->groups = groups;
	group = &groups[dataset->n_groups++];
	*group = (struct group){ .key = *key };
	return group;
}

static float per_op(int64_t a, int64_t b, int64_t ops)
{
	return (float)((real(a) + real(b)) / (double)ops);
}

static struct observation observe(const struct run_row *row)
{
	return (struct observation){
		.wall = (double)row->wall_ns / (double)row->ops,
		.ops = (float)row->ops,
		.attach = (float)real(row->attach_ns),
		.exec = (float)real(row->exec_ns),
		.cpu = {
			[TRACEE_USER] = per_op(row->tracee_user_ns, 0, row->ops),
			[TRACEE_CPU] = per_op(row->tracee_user_ns, row->tracee_system_ns, row->ops),
			[TRACER_USER] = per_op(row->tracer_user_ns, 0, row->ops),
			[TRACER_CPU] = per_op(row->tracer_user_ns, row->tracer_system_ns, row->ops),
		},
		.block = (int32_t)row->block,
		.position = (int16_t)row->position,
		.first = strcmp(row->role, "baseline-a") == 0,
		.second = strcmp(row->role, "baseline-b") == 0,
		.flagged = row->flags[0] != '\0',
	};
}

/* Returns the switches that perf counted in a window of its own; if perf was refused, those that
 * the kernel counts for rusage. */
static double switches_of(const struct run_row *row)
{
	double counted = real(row->tracee_switches) + real(row->tracer_switches);
	if (!isnan(counted) && row->counted_ops > 0)
		return counted * (double)row->ops / (double)row->counted_ops;
	return real(row->tracee_voluntary) + real(row->tracee_involuntary) +
	       real(row->tracer_voluntary) + real(row->tracer_involuntary);
}

static void add_totals(struct totals *totals, const struct run_row *row)
{
	totals->ops += real(row->ops);
	totals->calls += real(row->calls);
	totals->stops += real(row->stops);
	totals->switches += switches_of(row);
	totals->least_ops += real(row->least_ops);
	totals->signals += real(row->signal_stops);
	totals->new_tasks += real(row->new_tasks);
	totals->execs += real(row->execs);
	totals->cpu_ns[0] += real(row->tracee_user_ns) + real(row->tracee_system_ns);
	totals->cpu_ns[1] += real(row->tracer_user_ns) + real(row->tracer_system_ns);
}

static void count_cause(struct dataset *dataset, const char *flag, size_t length)
{
	size_t i = 0;
	while (i < dataset->n_causes && (strncmp(dataset->causes[i].flag, flag, length) != 0 ||
						dataset->causes[i].flag[length]))
		i++;
	if (i == CAUSES_MAX || length == 0 || length >= sizeof dataset->causes->flag)
		return; /* a foreign file: its runs count all the same */
	if (i == dataset->n_causes)
		memcpy(dataset->causes[dataset->n_causes++].flag, flag, length);
	dataset->causes[i].n++;
}

static void count_causes(struct dataset *dataset, const char *flags)
{
	for (size_t length; *flags; flags += length + (flags[length] != '\0')) {
		length = strcspn(flags, ";");
		count_cause(dataset, flags, length);
	}
}

static int add_gap(struct dataset *dataset, const struct run_row *row)
{
	for (size_t i = 0; i < dataset->n_gaps; i++)
		if (key_equal(&dataset->gaps[i].key, &row->key) &&
			strcmp(dataset->gaps[i].reason, row->reason) == 0) {
			dataset->gaps[i].n++;
			return 0;
		}
	struct gap *gaps = grown(dataset->gaps, dataset->n_gaps, sizeof *gaps);
	if (!gaps)
		return -ENOMEM;
	dataset->gaps = gaps;
	struct gap *gap = &gaps[dataset->n_gaps++];
	*gap = (struct gap){ .key = row->key, .n = 1 };
	memcpy(gap->status, row->status, sizeof gap->status);
	memcpy(gap->reason, row->reason, sizeof gap->reason);
	return 0;
}

int dataset_add(struct dataset *dataset, const struct run_row *row)
{
	if (strcmp(row->status, "ok") != 0)
		return add_gap(dataset, row);
	struct group *group = find_or_add(dataset, &row->key);
	struct observation *all = group ? grown(group->all, group->n, sizeof *all) : NULL;
	if (!all)
		return -ENOMEM;
	dataset->last = (size_t)(group - dataset->groups);
	group->all = all;
	group->baseline = strncmp(row->role, "baseline", 8) == 0;
	group->all[group->n] = observe(row);
	group->flagged += group->all[group->n++].flagged;
	add_totals(&group->totals, row);
	count_causes(dataset, row->flags);
	return 0;
}

static int by_position(const void *a, const void *b)
{
	const struct observation *x = a, *y = b;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return (x->position > y->position) - (x->position < y->position);
}

static bool is_sorted(const struct group *group)
{
	for (size_t i = 1; i < group->n; i++)
		if (by_position(&group->all[i - 1], &group->all[i]) > 0)
			return false;
	return true;
}

void dataset_sort(struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->n_groups; i++) {
		struct group *group = &dataset->groups[i];
		if (!is_sorted(group)) /* every campaign writes them in order */
			qsort(group->all, group->n, sizeof *group->all, by_position);
	}
}

void dataset_free(struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->n_groups; i++)
		free(dataset->groups[i].all);
	free(dataset->groups);
	free(dataset->gaps);
	*dataset = (struct dataset){ 0 };
}

bool group_is_without_calls(const struct group *group)
{
	return group->totals.calls == 0;
}

const struct group *dataset_group(const struct dataset *dataset, struct key key)
{
	return find(dataset, &key);
}

const struct group *dataset_baseline(const struct dataset *dataset, const struct group *group)
{
	for (size_t i = 0; i < dataset->n_groups; i++)
		if (dataset->groups[i].baseline &&
			key_same_cell(&dataset->groups[i].key, &group->key))
			return &dataset->groups[i];
	return NULL;
}

struct block group_block(const struct group *group, int64_t block)
{
	size_t from = 0;
	for (size_t n = group->n; n > 0;) {
		size_t half = n / 2;
		bool right = group->all[from + half].block < block;
		from += right ? half + 1 : 0;
		n = right ? n - half - 1 : half;
	}
	struct block found = { group->all + from, 0 };
	while (from + found.n < group->n && group->all[from + found.n].block == block)
		found.n++;
	return found;
}

bool block_pair(struct block baseline, int position, const struct observation *pair[2])
{
	if (baseline.n < 2)
		return false;
	size_t after = 0;
	while (after < baseline.n && baseline.runs[after].position < position)
		after++;
	size_t from = after == 0 ? 0 : after == baseline.n ? baseline.n - 2 : after - 1;
	pair[0] = &baseline.runs[from];
	pair[1] = &baseline.runs[from + 1];
	return true;
}
