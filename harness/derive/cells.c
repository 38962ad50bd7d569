#include <math.h>

#include "cells.h"

const struct group *cells_group(const struct loaded *loaded, const char *workload, int64_t size,
	const char *placement, const char *mode)
{
	return dataset_group(&loaded->dataset, workload, size, placement, mode);
}

const struct summary_row *cells_row(const struct loaded *loaded, const char *workload, int64_t size,
	const char *placement, const char *mode)
{
	const struct group *group = cells_group(loaded, workload, size, placement, mode);
	return group ? &loaded->rows[group - loaded->dataset.groups] : NULL;
}

static struct estimate estimate(double value, double lo, double hi)
{
	return (struct estimate){ value, lo, hi };
}

struct estimate cells_slowdown(const struct summary_row *row)
{
	return row ? estimate(row->slowdown, row->slowdown_lo, row->slowdown_hi)
		   : estimate((double)NAN, (double)NAN, (double)NAN);
}

struct estimate cells_ns(const struct summary_row *row)
{
	return row ? estimate(row->ns_per_call, row->ns_per_call_lo, row->ns_per_call_hi)
		   : estimate((double)NAN, (double)NAN, (double)NAN);
}

struct estimate cells_added(const struct summary_row *row)
{
	return row ? estimate(row->added_ns, row->added_ns_lo, row->added_ns_hi)
		   : estimate((double)NAN, (double)NAN, (double)NAN);
}

struct estimate cells_unflagged(const struct summary_row *row)
{
	return estimate(
		row->slowdown_unflagged, row->slowdown_unflagged_lo, row->slowdown_unflagged_hi);
}
