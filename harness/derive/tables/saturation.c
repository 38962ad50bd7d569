/* The number of tasks beyond which one tracer can serve no more. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/scaling.h"
#include "derive/derivation.h"

static bool same_curve(const struct key *a, const struct key *b)
{
	return strcmp(a->workload, b->workload) == 0 && strcmp(a->placement, b->placement) == 0 &&
	       strcmp(a->mode, b->mode) == 0;
}

static int64_t count(double tasks)
{
	return isnan(tasks) ? ABSENT : (int64_t)tasks;
}

/* Fills the number of tasks from which the call rate no longer grows; `room` holds as many
 * points. */
static void saturate(struct saturation_row *row, const struct scaling_row *points, size_t n,
	struct scaling_point *room)
{
	for (size_t i = 0; i < n; i++)
		room[i] =
			(struct scaling_point){ (double)points[i].key.size, points[i].ns_per_call };
	struct saturation saturation = scaling_saturation(room, n);
	row->tasks = count(saturation.tasks);
	row->not_yet = count(saturation.not_yet);
	row->surely = count(saturation.surely);
	for (size_t i = 0; i < n; i++)
		if (points[i].key.size == row->tasks)
			row->ns_per_call = points[i].ns_per_call.value;
	row->most = points[n - 1].key.size;
	row->most_ns_per_call = points[n - 1].ns_per_call.value;
}

/* Fills in the smallest share that a task got in any of the n points. */
static void put_share(struct saturation_row *row, const struct scaling_row *points, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isnan(points[i].least_share) && !(points[i].least_share >= row->least_share)) {
			row->least_share = points[i].least_share;
			row->least_share_at = points[i].key.size;
		}
}

static int add(
	struct rows *rows, const struct scaling_row *points, size_t n, struct scaling_point *room)
{
	struct saturation_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	memcpy(row->workload, points->key.workload, sizeof row->workload);
	memcpy(row->placement, points->key.placement, sizeof row->placement);
	memcpy(row->mode, points->key.mode, sizeof row->mode);
	saturate(row, points, n, room);
	put_share(row, points, n);
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	struct rows scaling = tables_rows(campaign, &scaling_table);
	const struct scaling_row *all = scaling.all;
	struct scaling_point *room = malloc((scaling.n + 1) * sizeof *room);
	int error = room ? 0 : -ENOMEM;
	for (size_t at = 0, n; at < scaling.n && !error; at += n) {
		n = 1;
		while (at + n < scaling.n && same_curve(&all[at].key, &all[at + n].key))
			n++;
		if (is_yes(known_mode(&campaign->known, all[at].key.mode)->one_tracer))
			error = add(rows, &all[at], n, room);
	}
	free(room);
	return error;
}

TABLE(saturation_table, saturation_row, SATURATION_COLUMNS, .name = "saturation.csv");

const struct derivation derivation = {
	.table = &saturation_table,
	.summary = "the number of tasks beyond which one tracer serves no more calls a second",
	.derive = derive,
};
