/* Where the time of a call goes: to the program, to who watches it, to neither. */
#include <errno.h>
#include <math.h>

#include "analysis/spread.h"
#include "derive/derivation.h"

#define TIME_PART_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                        \
	KEY(key)                                                                                   \
	REAL(wall_ns)                                                                              \
	REAL(tracee_ns)                                                                            \
	REAL(tracer_ns)                                                                            \
	REAL(neither_ns)
ROW(time_part_row, TIME_PART_COLUMNS);
TABLE(time_parts_table, time_part_row, TIME_PART_COLUMNS, .name = "time-parts.csv");

static int add(
	struct rows *rows, const struct key *key, const struct time_parts *parts, double calls)
{
	struct time_part_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = *key;
	row->wall_ns = parts->wall / calls;
	row->tracee_ns = parts->tracee / calls;
	row->tracer_ns = parts->tracer / calls;
	row->neither_ns = parts->neither / calls;
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	struct time_parts parts;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++) {
		const struct group *group = &dataset->groups[i];
		double calls = group->totals.calls / group->totals.ops;
		error = spread_parts(group, &parts);
		if (!error && calls > 0 && isfinite(parts.neither))
			error = add(rows, &group->key, &parts, calls);
	}
	return error;
}

const struct derivation derivation = {
	.table = &time_parts_table,
	.summary = "where the time of a call goes: to the program, its watcher, to neither",
	.derive = derive,
};
